/** The list of staff of a large practice: few rows are drawn, and everybody is reached. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import type { Stage } from "../fixtures/stage.ts";
import { openDemonstration } from "../steps/demonstration.ts";
import { RETURN } from "../steps/offline.ts";
import { cells, rows, sortBy, table } from "../steps/staff_list.ts";

const STAFF = 2000;
/** More than a high screen holds, and far fewer than there are. */
const FEW = 60;

/** A large practice of which everybody has arrived. */
async function openLarge(stage: Stage): Promise<Page> {
  const { admin } = await openDemonstration(stage, STAFF);
  // An eighth of them has left.
  await expect.poll(() => rowCount(admin.page), RETURN).toBeGreaterThan(0.85 * STAFF);
  await expect(admin.page.getByRole("banner")).toContainText("Synced", RETURN);
  return admin.page;
}

/** How many rows the table says that it has, the headings among them. */
async function rowCount(page: Page): Promise<number> {
  return Number(await table(page).getAttribute("aria-rowcount"));
}

/** The row at this place of the whole table. */
function rowAt(page: Page, place: number) {
  return table(page).locator(`[aria-rowindex="${place}"]`);
}

/** Presses a key until a row is in sight: what is high is known only once it is drawn. */
async function pressUntilSeen(page: Page, key: string, place: number): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(rowAt(page, place)).toBeInViewport({ timeout: 500 });
  }).toPass();
}

/** In which row of the table the keyboard is. */
function rowOfFocus(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.activeElement?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex")));
}

for (const width of [1280, 400]) {
  // covers: STAFF-05
  test(`the last of two thousand people is found, ${width} pixels wide`, async ({ stage }) => {
    test.setTimeout(180_000);
    const page = await openLarge(stage);
    await page.setViewportSize({ width, height: 800 });
    const last = await rowCount(page);
    await test.step("Few rows are drawn, and the table says how many there are", async () => {
      expect(await rows(page).count()).toBeLessThan(FEW);
      await expect(page.getByText(/^[\d,]+ people in the list$/)).toContainText(`${last - 1}`.slice(-3));
    });
    const login = await test.step("By the keyboard", async () => {
      await page.getByRole("heading", { name: "Staff", exact: true }).focus();
      await pressUntilSeen(page, "End", last);
      expect(await rows(page).count()).toBeLessThan(FEW);
      await pressUntilSeen(page, "PageUp", last - 20);
      await pressUntilSeen(page, "End", last);
      const found = (await cells(page, "Login")).at(-1) ?? "";
      await pressUntilSeen(page, "Home", 2);
      return found;
    });
    await test.step("By a search", async () => {
      await page.getByRole("searchbox").fill(login);
      await expect(rows(page).filter({ hasText: login }).first()).toBeInViewport();
      expect(await rowCount(page)).toBeLessThan(FEW);
    });
  });
}

test("the keyboard goes through a long list row by row, and is not lost while the page scrolls", async ({ stage }) => {
  test.setTimeout(180_000);
  const page = await openLarge(stage);
  const first = rowAt(page, 2).getByRole("checkbox");
  await test.step("What has the focus is still there when it is out of sight", async () => {
    await first.focus();
    await pressUntilSeen(page, "End", await rowCount(page));
    await expect(first).toBeFocused();
    await expect(first).not.toBeInViewport();
  });
  await test.step("From there each row follows the one before it", async () => {
    let row = 2;
    while (row < 45) {
      await page.keyboard.press("Tab");
      const next = await rowOfFocus(page);
      expect(next - row, `after row ${row}`).toBeGreaterThanOrEqual(0);
      expect(next - row, `after row ${row}`).toBeLessThanOrEqual(1);
      row = next;
    }
    await expect(rowAt(page, row)).toBeInViewport();
    expect(await rows(page).count()).toBeLessThan(FEW);
  });
  await test.step("And back again", async () => {
    const before = await rowOfFocus(page);
    for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press("Shift+Tab");
    const after = await rowOfFocus(page);
    expect(after).toBeLessThan(before);
    await expect(rowAt(page, after)).toBeInViewport();
  });
});

// covers: STAFF-05
test("a long list that is put in another order begins with its first row", async ({ stage }) => {
  test.setTimeout(180_000);
  const page = await openLarge(stage);
  await page.getByRole("heading", { name: "Staff", exact: true }).focus();
  await pressUntilSeen(page, "End", await rowCount(page));
  await sortBy(page, "Login");
  await expect(rowAt(page, 2)).toBeInViewport();
  const logins = await cells(page, "Login");
  expect(logins).toEqual(logins.toSorted());
  expect(logins.length).toBeLessThan(FEW);
});
