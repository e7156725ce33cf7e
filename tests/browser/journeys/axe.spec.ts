/** Every page, light and dark, under the rules of axe-core. */
import AxeBuilder from "@axe-core/playwright";
import { catalogue, show, themes, wear } from "../pages/catalogue.ts";
import { expect, test } from "../pages/fixtures.ts";

test("no page breaks a rule of accessibility", async ({ world }) => {
  test.setTimeout(600_000);
  for (const state of catalogue) {
    await test.step(state.name, async () => {
      const page = await show(world, state, "online");
      for (const colorScheme of themes) {
        await wear(page, colorScheme);
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        const found = violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${node.html}\n  ${node.failureSummary}`),
        );
        expect.soft(found, `${state.name}, ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
    });
  }
});
