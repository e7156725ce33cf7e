/** How long each page takes to open, and each act in it: `cargo xtask bench pages`. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "../fixtures.ts";
import { routes } from "../pages/catalogue.ts";
import type { Act } from "../steps/bench/acts.ts";
import { elsewhere, type Measured, pages } from "../steps/bench/pages.ts";
import { openPractice, type Practice } from "../steps/bench/practice.ts";
import { type Figures, HEAD, linesOf, loadAverage, Report } from "../steps/bench/report.ts";
import { time } from "../steps/bench/stopwatch.ts";

const { LANYARD_BENCH_STAFF: staff = "10000", LANYARD_BENCH_DOCUMENT: document, LANYARD_BENCH_OF: some } = process.env;
/** How often each page is opened. The slowest of them is not the 95th of a hundred. */
const ROUNDS = Number(process.env.LANYARD_BENCH_ROUNDS ?? 20);

test("every page is measured", () => {
  expect(pages.map(({ route }) => route).toSorted()).toEqual(routes().toSorted());
});

test("pages open and acts end in time", async ({ stage }) => {
  test.setTimeout(3_600_000);
  const practice = await openPractice(stage, Number(staff));
  const before = loadAverage();
  const figures: Figures[] = [];
  console.log(HEAD);
  for (const measured of pages.filter(({ route }) => new RegExp(some ?? "").test(route))) {
    const found = await measure(practice, measured);
    figures.push(found);
    console.log(linesOf(found));
  }
  const report = new Report(figures, { staff: Number(staff), rounds: ROUNDS, load: [before, loadAverage()] });
  if (document && !some) writeFileSync(document, report.putInto(readFileSync(document, "utf8")));
  console.log(report.lastLine());
  expect(report.over(), "what takes too long").toEqual([]);
});

/** Opens a page again and again, from elsewhere, and does everything in it each time. */
async function measure({ viewers, at }: Practice, measured: Measured): Promise<Figures> {
  const { page } = viewers[measured.viewer];
  const figures: Figures = { route: measured.route, opened: [], acts: new Map() };
  const away = elsewhere(measured);
  const timed = (round: number, act: Pick<Act, "deed" | "look">) => time(page, round, act.deed, act.look);
  for (let round = 0; round < ROUNDS; round += 1) {
    await timed(round, opening(away.path, away.shows));
    figures.opened.push(await timed(round, opening(measured.path?.(at) ?? measured.route, measured.shows)));
    for (const act of measured.acts ?? []) {
      const times = figures.acts.get(act) ?? [];
      figures.acts.set(act, times);
      times.push(await timed(round, act));
    }
  }
  return figures;
}

function opening(path: string, shows: Measured["shows"]): Pick<Act, "deed" | "look"> {
  return { deed: `(ui) => ui.go(${JSON.stringify(path)})`, look: `(ui) => ui.shows(...${JSON.stringify(shows)})` };
}
