import { protocolSuite } from "../support/protocol.ts";
import { dovecotWorld } from "../support/world.ts";

protocolSuite("Dovecot and Postfix", dovecotWorld);
