/** From an empty data folder to a practice with its first administrator (domain D-09). */
import { expect, type Page } from "@playwright/test";
import { marta, practice } from "./people.ts";
import { signIn } from "./sign-in.ts";

/** Fills the set-up page in for somebody who works for the provider, and sends it. */
export async function setUp(page: Page, link: string): Promise<void> {
  await fillSetUp(page, link);
  const ofAdmin = page.getByRole("group", { name: "Your own account" });
  await ofAdmin.getByLabel("I work for this provider").check();
  await ofAdmin.getByLabel("First name").fill(marta.first);
  await ofAdmin.getByLabel("Last name").fill(marta.last);
  await sendSetUp(page);
}

/** The same for the provider, who then signs in: the practice has no staff. */
export async function setUpAsProvider(page: Page, link: string): Promise<void> {
  await fillSetUp(page, link);
  await sendSetUp(page);
  await signIn(page, marta);
  await expect(page.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();
}

async function fillSetUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const section = (name: string) => page.getByRole("group", { name });
  const ofPractice = section("Practice");
  await ofPractice.getByLabel("Practice name").fill(practice.name);
  await ofPractice.getByLabel("Time zone").selectOption("America/New_York");
  await ofPractice.getByLabel("Invoiced", { exact: true }).check();
  await section("First office").getByLabel("Office name").fill(practice.office);
  const ofProvider = section("First provider");
  await ofProvider.getByLabel("Provider’s first name").fill(practice.provider.first);
  await ofProvider.getByLabel("Provider’s last name").fill(practice.provider.last);
  const ofAdmin = section("Your own account");
  await ofAdmin.getByLabel("Email address").fill(marta.email);
  await ofAdmin.getByLabel("Username").fill(marta.username);
  await ofAdmin.getByLabel("Password", { exact: true }).fill(marta.password);
  await ofAdmin.getByLabel("Confirm Password").fill(marta.password);
}

async function sendSetUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Set up the practice" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}
