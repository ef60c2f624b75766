import { theWay } from "../assistant/way.ts";
import { dovecotWorld } from "../support/world.ts";

theWay("Dovecot and Postfix", dovecotWorld);
