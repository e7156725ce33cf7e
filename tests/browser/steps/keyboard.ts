/** Working without a mouse. */
import { expect, type Locator, type Page } from "@playwright/test";

/** More steps than any page has. */
const FAR = 150;

/** From now on a mouse is a fault of the test, which the browser complains about. */
export function forbidMouse(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    addEventListener("pointerdown", () => console.error("a mouse was used"), { capture: true });
  });
}

/** Goes forward from where the focus is until it is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < FAR; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached by the key Tab`);
}

/** Goes to a button or link, and presses it. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Goes to a field, and types into it in place of what is there. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Goes to a list of choices, and types the beginning of one. */
export async function choose(page: Page, target: Locator, beginning: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(beginning);
  await expect(target.locator("option:checked")).toHaveText(new RegExp(`^${beginning}`));
}

/** The focus is on something, so that the next step is one step. */
export async function expectPlace(page: Page): Promise<void> {
  const lost = () => page.evaluate(() => document.activeElement === document.body);
  await expect.poll(lost, { message: "the focus is lost" }).toBe(false);
}

/**
 * What can be used on the page in sight and is not reached by the key Tab, in a dialog where one is
 * open. Of a group of radio buttons one is a stop.
 */
export async function unreachable(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => {
    const root = document.querySelector("dialog[open]") ?? document.body;
    const usable = "a[href], button, input, select, textarea, [tabindex='0'], summary";
    const all = [...root.querySelectorAll<HTMLElement>(usable)].filter((element) => {
      const { disabled, type, name } = element as HTMLInputElement;
      if (disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) return false;
      if (type !== "radio") return true;
      const group = [...root.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${name}"]`)];
      return element === (group.find((one) => one.checked) ?? group[0]);
    });
    const seen = new Set<EventTarget | null>([document.activeElement]);
    document.addEventListener("focusin", ({ target }) => seen.add(target));
    Object.assign(window, { keyboard: { all, seen } });
    // A day has a stop for each of its parts.
    return all.reduce((sum, element) => sum + ((element as HTMLInputElement).type === "date" ? 4 : 1), 0);
  });
  // The window itself may be a stop on the way round.
  // The key is held down: each repeat is one step.
  for (let step = 0; step < stops + 4; step += 1) await page.keyboard.down("Tab");
  await page.keyboard.up("Tab");
  return page.evaluate(() => {
    const { all, seen } = (window as unknown as { keyboard: { all: HTMLElement[]; seen: Set<EventTarget> } }).keyboard;
    // A long list draws what comes into sight and drops what leaves it.
    return all.filter((element) => element.isConnected && !seen.has(element)).map((element) => element.outerHTML.slice(0, 160));
  });
}
