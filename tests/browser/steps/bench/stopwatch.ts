/**
 * Measures inside the page, from the moment something is done until what comes of it is drawn.
 *
 * What is done is a real event on a real element, whose handlers run as for a person's. It counts as
 * drawn two animation frames after the page shows it: the first one paints it, the second one begins
 * when that has ended. So up to two frames of 17 ms are in every figure.
 */
import type { Page } from "@playwright/test";

/** The hands and eyes inside a page. */
export interface Ui {
  /** Counts the rounds, from 0. */
  round: number;
  /** What is remembered between doing and looking. */
  note: number;
  /** The elements in sight that fit; with words, those of just these words or with this label. */
  all(selector: string, words?: string): HTMLElement[];
  has(selector: string, words?: string): boolean;
  click(selector: string, words?: string): void;
  /** Puts a text into a field, as the last letter of it does. */
  type(selector: string, text: string): void;
  /** Picks the choice of these words; by number, the one at that place. */
  choose(selector: string, choice: string | number): void;
  /** Goes to another page of the program: by its link, or as the browser's own buttons do. */
  go(path: string): void;
  /** Whether the page of this heading shows this, and nothing that still loads. */
  shows(heading: string, selector: string, words?: string): boolean;
  /** How many rows the table has that are not in sight as well. */
  rowCount(): number;
  /** What scrolls. */
  scroller(): HTMLElement;
  /** Whether rows of the list cover the middle and the end of what is in sight. */
  covered(): boolean;
}

/** Something to do in a page; it runs there, so it knows nothing but its argument. */
export type Deed = (ui: Ui) => void;
/** Whether the page shows what comes of it. */
export type Look = (ui: Ui) => boolean;

/** Nothing else is to be seen than that the page is drawn anew. */
export const DRAWN: Look = () => true;

/** Milliseconds from `deed` until `look` sees what comes of it, drawn. */
export async function time(page: Page, round: number, deed: Deed | string, look: Look | string): Promise<number> {
  if (!(await page.evaluate("'stopwatch' in window"))) await page.evaluate(install);
  return page.evaluate<number>(`stopwatch(${round}, ${deed}, ${look})`);
}

/** Puts the stopwatch into the page. */
function install(): void {
  const LIMIT = 20_000;
  const fits = (element: Element, words?: string) =>
    words === undefined || [element.textContent?.trim(), element.getAttribute("aria-label")].includes(words);
  const ui: Ui = {
    round: 0,
    note: 0,
    all: (selector, words) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((it) => fits(it, words) && it.checkVisibility()),
    has: (selector, words) => ui.all(selector, words).length > 0,
    click(selector, words) {
      const [found] = ui.all(selector, words);
      if (!found) throw new Error(`there is no ${selector} ${words ?? ""}`);
      found.focus({ preventScroll: true });
      found.click();
    },
    type(selector, text) {
      const [field] = ui.all(selector) as HTMLInputElement[];
      if (!field) throw new Error(`there is no ${selector}`);
      field.focus({ preventScroll: true });
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text.at(-1) ?? null }));
    },
    choose(selector, choice) {
      const [list] = ui.all(selector) as HTMLElement[] as unknown as HTMLSelectElement[];
      const options = [...(list?.options ?? [])].filter((it) => !it.disabled);
      const option = typeof choice === "number" ? options[choice] : options.find((it) => it.text === choice);
      if (!list || !option) throw new Error(`there is no ${choice} in ${selector}`);
      list.value = option.value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    },
    go(path) {
      const link = ui.all("a[href]").find((it) => it.getAttribute("href") === path);
      if (link) return link.click();
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    },
    shows: (heading, selector, words) =>
      ui.has("h1", heading) && ui.has(selector, words) && !ui.has("main .pf-v6-c-spinner"),
    rowCount: () => Number(document.querySelector("table")?.getAttribute("aria-rowcount") ?? 0),
    scroller: () => document.querySelector<HTMLElement>(".pf-v6-c-page__main")!,
    covered() {
      const box = ui.scroller().getBoundingClientRect();
      const last = document.querySelector("table")!.getBoundingClientRect().bottom;
      const places = [box.top + box.height / 2, Math.min(box.bottom, last) - 4];
      return places.every((y) => document.elementFromPoint(box.left + box.width / 2, y)?.closest("tr[aria-rowindex]"));
    },
  };
  const frame = () => new Promise(requestAnimationFrame);
  /** Nothing of what came before is under way any more. */
  const calm = async () => {
    const quiet = () => {
      const words = document.querySelector(".app-sync__words")?.textContent;
      return !words || /^(Synced|Needs attention)/.test(words);
    };
    const begun = performance.now();
    while (!quiet() && performance.now() - begun < LIMIT) await frame();
    await new Promise((done) => requestIdleCallback(done, { timeout: 2000 }));
    await frame();
  };
  const stopwatch = async (round: number, deed: Deed, look: Look) => {
    ui.round = round;
    await calm();
    const begun = performance.now();
    deed(ui);
    // What is drawn at once is there when the tasks that the deed has begun have ended.
    await Promise.resolve();
    while (!look(ui)) {
      if (performance.now() - begun > LIMIT) throw new Error(`nothing came of ${deed}: ${look}`);
      await frame();
    }
    await frame();
    await frame();
    return performance.now() - begun;
  };
  Object.assign(window, { stopwatch });
}
