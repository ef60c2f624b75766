import { protocolSuite } from "../support/protocol.ts";
import { sandboxWorld } from "../support/world.ts";

protocolSuite("the sandbox", sandboxWorld);
