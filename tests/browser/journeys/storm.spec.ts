/** A small storm of conflicts; the whole one is `cargo xtask fault storm`. */
import { test } from "../fixtures.ts";
import { expectNoHarm, storm } from "../steps/storm.ts";

test("five devices come back with edits of the same people, and none is lost", async ({ stage }) => {
  test.setTimeout(300_000);
  expectNoHarm(await storm(stage, { devices: 5, edits: 10 }, 7));
});
