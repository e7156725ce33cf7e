/** The whole storm: `cargo xtask fault storm`. */
import { test } from "../fixtures.ts";
import { writeFileSync } from "node:fs";
import { expectNoHarm, storm } from "../steps/storm.ts";

test("five devices come back with a thousand edits of the same people", async ({ stage }) => {
  test.setTimeout(900_000);
  const seed = Number(process.env.LANYARD_STORM_SEED ?? Date.now() % 1_000_000);
  const told = await storm(stage, { devices: 5, edits: 200 }, seed);
  const { LANYARD_STORM_REPORT: report } = process.env;
  if (report) writeFileSync(report, told.lines.at(-1) ?? "");
  expectNoHarm(told);
});
