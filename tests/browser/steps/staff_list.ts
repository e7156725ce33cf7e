/** Finding people in the list of staff, and acting on many (domain STAFF-05). */
import { expect, type Locator, type Page } from "@playwright/test";

/** What stands in a column, from the first row to the last. */
export type Column = "Login" | "Name" | "Email" | "Primary Provider" | "Emer Acs" | "2-Fac Sec*" | "State";

/** The table of staff. */
export function table(page: Page): Locator {
  return page.getByRole("table", { name: "Staff" });
}

/** The rows of people. */
export function rows(page: Page): Locator {
  return table(page).locator("tbody").getByRole("row");
}

/** The row of somebody by name. */
export function rowNamed(page: Page, name: string): Locator {
  return rows(page).filter({ has: page.getByRole("cell", { name, exact: true }) });
}

/** The cells of a column. */
export function cells(page: Page, column: Column): Promise<string[]> {
  return rows(page).locator(`[data-label="${column}"]`).allInnerTexts();
}

/** Sorts by the heading of a column. */
export async function sortBy(page: Page, column: Column): Promise<void> {
  await table(page).getByRole("button", { name: column, exact: true }).click();
}

/** A filter by its label. */
export function filter(page: Page, label: string): Locator {
  return page.getByRole("group", { name: "Filters" }).getByLabel(label);
}

/** Lets everybody pass again. */
export async function clearFilters(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Clear filters" }).click();
}

/** Selects people by name. */
export async function select(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await rowNamed(page, name).getByRole("checkbox").check();
}

/** Asks for an act on those selected; gives the question. */
export async function actOnSelected(page: Page, act: string): Promise<Locator> {
  const acts = page.getByRole("group", { name: "For those selected" });
  await acts.getByRole("button", { name: act, exact: true }).click();
  const question = page.getByRole("dialog");
  await expect(question).toBeVisible();
  return question;
}

/** Answers it. */
export async function answer(question: Locator, act: string): Promise<void> {
  await question.getByRole("button", { name: act, exact: true }).click();
  await expect(question).toBeHidden();
}
