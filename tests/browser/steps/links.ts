/** The pages of mailed links (domain section 4). */
import { expect, type Page } from "@playwright/test";
import type { Person } from "./people.ts";

/** The one button of an activation page. */
export function activateButton(page: Page) {
  return page.getByRole("button", { name: "Activate account" });
}

/** Opens an activation link, which only says whose account it is. */
export async function openActivation(page: Page, link: string, who: Person): Promise<void> {
  await page.goto(link);
  await expect(page.getByText(`${who.first} ${who.last}`)).toBeVisible();
  await expect(activateButton(page)).toBeVisible();
}

/** Activates the account, and goes on to the sign-in page. */
export async function activate(page: Page): Promise<void> {
  await activateButton(page).click();
  await page.getByRole("button", { name: "Go to the sign-in page" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

/** The page says why its link cannot be used. */
export async function expectDeadLink(page: Page, words: string): Promise<void> {
  await expect(page.getByText(words)).toBeVisible();
  await expect(activateButton(page)).toBeHidden();
}

/** The 72 hours of an activation link in their first hour. */
export const WHOLE_LIFE = /3 d 0 h left|2 d 23 h left/;
