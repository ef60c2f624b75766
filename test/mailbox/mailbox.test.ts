import { afterAll } from "vitest";
import { memoryHost } from "./memory.ts";
import { mailboxSuite } from "./suite.ts";

const host = memoryHost();
afterAll(() => host.close());

mailboxSuite("the mailbox on the server in memory", host);
