/** What every browser test starts with. */
import { expect, test as base } from "@playwright/test";
import { Stage } from "./fixtures/stage.ts";

export const test = base.extend<{ stage: Stage }>({
  // Playwright reads from the braces that this fixture needs no other one.
  stage: async ({}, use) => {
    const stage = new Stage();
    await use(stage);
    await stage.end();
  },
});

export { expect };
