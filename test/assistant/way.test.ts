import { sandboxWorld } from "../support/world.ts";
import { theWay } from "./way.ts";

theWay("sandbox", (users) => sandboxWorld(users));
