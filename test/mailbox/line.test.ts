import { afterAll } from "vitest";
import { memoryHost } from "./memory.ts";
import { lineSuite } from "./suite-line.ts";

const host = memoryHost();
afterAll(() => host.close());

lineSuite("the line to it on the server in memory", host);
