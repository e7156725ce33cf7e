/** Which texts of a page come from a language file, seen in the pseudo-language: there each word has strange letters. */
import type { Page } from "@playwright/test";
import { storedRecords } from "../fixtures/stored.ts";

/** Every text in the records on this device: names, addresses, roles. */
export async function storedTexts(page: Page): Promise<string[]> {
  return page.evaluate((stored) => {
    const texts = new Set<string>();
    const collect = (thing: unknown): void => {
      if (typeof thing === "object" && thing !== null) {
        const { first_name, last_name } = thing as Record<string, unknown>;
        if (first_name) texts.add(`${first_name} ${last_name}`);
        Object.values(thing).forEach(collect);
      } else if (typeof thing === "string" && thing.startsWith("{")) {
        collect(JSON.parse(thing));
      } else if (typeof thing === "string") {
        texts.add(thing);
      }
    };
    for (const { record } of stored) collect(record);
    return [...texts];
  }, await storedRecords(page));
}

/** The texts in sight, or read aloud, that hold a word in plain letters and are not data. */
export function plainTexts(page: Page, data: string[]): Promise<string[]> {
  return page.evaluate((data) => {
    const known = new Set(data);
    // Single words are left out only where they stand alone: "Staff" is a role and a heading.
    const phrases = data.filter((text) => /[\s@.\d]/.test(text.trim())).toSorted((a, b) => b.length - a.length);
    const isPlain = (text: string) => {
      // Data, or a list of data.
      if (text.split(",").every((part) => known.has(part.trim()))) return false;
      const stripped = phrases.reduce((rest, phrase) => rest.replaceAll(phrase, " "), text);
      // An address that somebody has only asked for is in no record either.
      const rest = stripped.replaceAll(/[\w.]+@[\w.]+/g, " ");
      // Strange letters around it belong to the same word.
      return (rest.match(/[\p{L}\p{M}~]+/gu) ?? []).some((word) => /^[A-Za-z]{4,}$/.test(word));
    };
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      const outside = parent?.closest("script, noscript, select[name=time_zone]");
      if (!outside && parent?.checkVisibility()) texts.push(walk.currentNode.textContent ?? "");
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        const spoken = element.getAttribute(name);
        if (spoken && element.checkVisibility()) texts.push(spoken);
      }
    }
    return texts.filter(isPlain);
  }, data);
}
