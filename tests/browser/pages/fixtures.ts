/** One world for all tests of a worker: it takes a minute to build. */
import { test as base } from "@playwright/test";
import { Stage } from "../fixtures/stage.ts";
import { buildWorld, type World } from "./world.ts";

export const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use) => {
      const stage = new Stage();
      await use(await buildWorld(stage));
      await stage.end();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

export { expect } from "@playwright/test";
