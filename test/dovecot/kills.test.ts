/** K1 on the real thing: killed between Dovecot and Postfix, which files nothing of what it sends. */
import { test } from "vitest";
import { finish, firstStart, judgeUnfiled, kill, told } from "../faults/killing.ts";
import { begin } from "../faults/life.ts";
import { dovecotWorld } from "../support/world.ts";

const KILLS = Number(process.env.KILLS ?? 5);
const SEED = Number(process.env.SEED ?? 5);

test(`K1: ${KILLS} kills between Dovecot and Postfix, and no contact is written to twice`, {
  timeout: 15 * 60_000,
}, async () => {
  const life = await begin({ start: dovecotWorld });
  await firstStart(life);
  const places = await kill(life, KILLS, SEED);
  await finish(life);
  const doubts = await judgeUnfiled(life, KILLS);
  console.log(`${life.forwarded} forwards, ${KILLS} kills, ${doubts} doubts: ${told(places)}`);
});
