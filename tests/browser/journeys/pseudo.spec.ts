/** In the pseudo-language every word that comes from a language file has strange letters. */
import type { Page } from "@playwright/test";
import { textOf } from "../fixtures/program.ts";
import { catalogue, show } from "../pages/catalogue.ts";
import { expect, test } from "../pages/fixtures.ts";

/** The names of permissions are the same in every language. */
const permissions = [...textOf("shared/src/permission.rs").matchAll(/^ +\w+ = "(.+)",$/gm)].map(
  ([, label = ""]) => label,
);

/** What the server tells and no record holds: what a mail server said, and by what somebody signed in. */
const foreign = ["the mail server of the demonstration took no mail", "Chrome, Linux"];

test("no text on the pages escapes the language files", async ({ world }) => {
  test.setTimeout(300_000);
  expect(permissions).toHaveLength(40);
  const stored = await Promise.all(Object.values(world.viewers).map(({ page }) => storedTexts(page)));
  const data = [...permissions, ...foreign, ...stored.flat()];
  for (const state of catalogue) {
    await test.step(state.name, async () => {
      const page = await show(world, state, "online", "qps");
      expect.soft(await plainTexts(page, data), state.name).toEqual([]);
    });
  }
});

test("a text that does come from elsewhere is found", async ({ world }) => {
  const [state] = catalogue.filter(({ name }) => name === "not-found");
  if (!state) throw new Error("there is no such page in the catalogue");
  const page = await show(world, state, "online", "qps");
  await page.evaluate(() => document.body.append("Written by hand"));
  expect(await plainTexts(page, [])).toEqual(["Written by hand"]);
});

/** Every text in the records on this device: names, addresses, roles. */
function storedTexts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
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
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        (await done(database.transaction(store).objectStore(store).getAll())).forEach(collect);
      }
      database.close();
    }
    return [...texts];
  });
}

/** The texts in sight, or read aloud, that hold a word in plain letters and are not data. */
function plainTexts(page: Page, data: string[]): Promise<string[]> {
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
