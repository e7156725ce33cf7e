/** The figures as a table, and as a section of a document. */
import { cpus, loadavg, release, totalmem } from "node:os";
import type { Act } from "./acts.ts";

/** The milliseconds of one page. */
export interface Figures {
  route: string;
  opened: number[];
  acts: Map<Act, number[]>;
}

/** What was measured, and meanwhile. */
interface Circumstances {
  staff: number;
  rounds: number;
  load: [before: number, after: number];
}

/** What the slowest of twenty may take, in milliseconds. */
const BOUNDS = { open: 300, act: 100 };
const HEADING = "## The client: every page";
/** The head of the table. */
export const HEAD = "| page, act | times | median ms | p95 ms | |\n|---|---:|---:|---:|---|";

/** A line for a page, and below it one for each act. */
export function linesOf({ route, opened, acts }: Figures): string {
  const ofActs = [...acts].map(([act, times]) => line(`– ${act.name}`, times, boundOf(act)));
  return [line(`\`${route}\``, opened, BOUNDS.open), ...ofActs].join("\n");
}

export class Report {
  constructor(
    private readonly figures: Figures[],
    private readonly circumstances: Circumstances,
  ) {}

  private table(): string {
    return [HEAD, ...this.figures.map(linesOf)].join("\n");
  }

  /** What takes too long. */
  over(): string[] {
    return this.figures.flatMap(({ route, opened, acts }) => [
      ...(p95(opened) < BOUNDS.open ? [] : [`open ${route}: ${p95(opened).toFixed(0)} ms`]),
      ...[...acts]
        .filter(([act, times]) => p95(times) >= boundOf(act))
        .map(([{ name }, times]) => `${route}, ${name}: ${p95(times).toFixed(0)} ms`),
    ]);
  }

  /** How many pages there are, and in how many of them something takes too long. */
  lastLine(): string {
    const over = this.figures.filter((page) => new Report([page], this.circumstances).over().length > 0);
    return `${this.figures.length} pages, ${over.length} over`;
  }

  /** The document with this report in the place of its section, the rest as it was. */
  putInto(document: string): string {
    const [before = "", after = ""] = document.split(HEADING);
    const rest = after.indexOf("\n## ");
    const behind = rest < 0 ? "" : after.slice(rest);
    return `${before.trimEnd()}\n\n${this.section()}\n${behind}`;
  }

  private section(): string {
    const { staff, rounds, load } = this.circumstances;
    const [cpu] = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    return [
      HEADING,
      "",
      `\`cargo xtask bench pages --staff ${staff}\`: the release build in Chromium, a practice of ${staff} people`,
      "all of whom are in the copy on the device. Opening begins with the click and ends when heading and",
      "content are drawn; an act begins with its event. Both end two animation frames after the page",
      `shows what comes of it, so that 17 to 33 ms of each figure are waiting for the screen. The bound`,
      `of p95 is ${BOUNDS.open} ms for opening, also by saving, which ends in the list, and ${BOUNDS.act} ms for`,
      "every other act.",
      "",
      `${cpu?.model ?? "unknown"}, ${cpus().length} cores, ${memory} GiB, Linux ${release()}, without a graphics processor. Each page was opened`,
      `${rounds} times, with every act each time. Load average ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after.`,
      "",
      this.table(),
      "",
      this.lastLine(),
    ].join("\n");
  }
}

function boundOf({ opens }: Act): number {
  return opens ? BOUNDS.open : BOUNDS.act;
}

/** The load average of the last minute. */
export function loadAverage(): number {
  return loadavg()[0] ?? 0;
}

function line(name: string, times: number[], bound: number): string {
  const slow = p95(times) < bound ? "" : "**over**";
  return `| ${name} | ${times.length} | ${share(times, 0.5).toFixed(0)} | ${p95(times).toFixed(0)} | ${slow} |`;
}

/** 95 of 100 take no longer. */
export function p95(times: number[]): number {
  return share(times, 0.95);
}

/** The least of the times that this share of them do not exceed. */
function share(times: number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
}
