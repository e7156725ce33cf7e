/**
 * What holds for every page: the rules of axe-core, light and dark, that the keyboard reaches all of it, and
 * that all words come from the language files. It takes longest, so it is the first of the journeys.
 */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { textOf } from "../fixtures/program.ts";
import { catalogue } from "../pages/catalogue.ts";
import { expect, test } from "../pages/fixtures.ts";
import { show, themes, wear } from "../pages/show.ts";
import { unreachable } from "../steps/keyboard.ts";
import { plainTexts, storedTexts } from "../pages/texts.ts";

/** The rules that a page is held to. In the second theme those about colours: nothing else of it has changed. */
function rules(page: Page, theme: (typeof themes)[number]): AxeBuilder {
  // What holds is not written down node by node: that takes longer than finding it out.
  const all = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"], selectors: false });
  return theme === themes[0] ? all : all.withRules(["color-contrast", "link-in-text-block"]);
}

// The pages in English come first: a language that was asked for stays.
test("no page breaks a rule of accessibility, and all of each is reached by keyboard", async ({ world }) => {
  test.setTimeout(900_000);
  for (const state of catalogue) {
    await test.step(state.name, async () => {
      const page = await show(world, state, "online");
      for (const colorScheme of themes) {
        await wear(page, colorScheme);
        const { violations } = await rules(page, colorScheme).analyze();
        const found = violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${node.html}\n  ${node.failureSummary}`),
        );
        expect.soft(found, `${state.name}, ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
      expect.soft(await unreachable(page), `${state.name}: not reached by keyboard`).toEqual([]);
    });
  }
});

/** The names of permissions are the same in every language. */
const permissions = [...textOf("shared/src/permission.rs").matchAll(/^ +\w+ = "(.+)",$/gm)].map(
  ([, label = ""]) => label,
);

/** So are the columns of a file. */
const columns = [...textOf("shared/src/roster/column.rs").matchAll(/=> "(\w+)",$/gm)].map(([, key = ""]) => key);

/** What the server tells and no record holds: what a mail server said, and by what somebody signed in. */
const foreign = ["the mail server of the demonstration took no mail", "Chrome, Linux"];

test("no text on the pages escapes the language files", async ({ world }) => {
  test.setTimeout(300_000);
  expect(permissions).toHaveLength(40);
  const stored = await Promise.all(Object.values(world.viewers).map(({ page }) => storedTexts(page)));
  const data = [...permissions, ...columns, ...foreign, ...stored.flat()];
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
