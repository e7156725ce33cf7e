/** Opens the pages of the catalogue, and dresses them. */
import { expect, type Page } from "@playwright/test";
import type { State } from "./state.ts";
import type { World } from "./world.ts";

/** Opens a page in its state, in the window as it is, and waits until it is complete. */
export async function show(world: World, state: State, network: "online" | "offline", language?: string): Promise<Page> {
  const { page, watch } = world.viewers[state.viewer];
  if (state.complaint) watch.allow(state.complaint);
  const address = new URL(state.path?.(world.links) ?? state.route, "http://any");
  if (language) address.searchParams.set("lang", language);
  // A change of the fragment alone loads no page.
  await page.goto("about:blank");
  await page.goto(address.pathname + address.search + address.hash);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // Words in another language are not known here; a page that still loads says so in none.
  if (language) {
    await expect(page.locator("[role=status] .pf-v6-c-spinner")).toHaveCount(0);
    return page;
  }
  const shows = network === "offline" && state.offline ? state.offline : state.shows;
  await state.act?.(page);
  await expect(page.getByText(shows).first()).toBeVisible();
  return page;
}

/** The themes that the system may wish for. */
export const themes = ["light", "dark"] as const;

/** Puts the page into a theme, and waits until its colours have changed. */
export async function wear(page: Page, colorScheme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    // What goes round for ever, such as a spinner, has no end to wait for.
    const underWay = () =>
      document
        .getAnimations()
        .filter((it) => it.playState !== "finished" && it.effect?.getComputedTiming().endTime !== Infinity);
    // Where a colour is inherited, the end of one change may begin another.
    for (let some = underWay(); some.length > 0; some = underWay()) {
      await Promise.allSettled(some.map((it) => it.finished));
    }
  });
}
