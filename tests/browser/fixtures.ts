/** What every browser test starts with. */
import { expect, test as base } from "@playwright/test";
import { Stage } from "./fixtures/stage.ts";
import { type Desk, StandingPractice } from "./steps/desk.ts";

export const test = base.extend<{ stage: Stage; desk: Desk }, { practice: StandingPractice }>({
  // Playwright reads from the braces that this fixture needs no other one.
  stage: async ({}, use) => {
    const stage = new Stage();
    await use(stage);
    await stage.end();
  },
  practice: [
    async ({}, use) => use(await StandingPractice.make()),
    { scope: "worker", timeout: 60_000 },
  ],
  desk: async ({ stage, practice }, use) => use(await practice.openDesk(stage)),
});

export { expect };
