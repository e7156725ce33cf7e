/** The pages of providers, groups, offices and the practice. */
import type { Page } from "@playwright/test";
import { INVALID, type State } from "./state.ts";

/** Opens the form of the first row. */
async function editFirst(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit", exact: true }).first().click();
}

export const places: State[] = [
  { name: "providers", route: "/account/staff/providers", viewer: "desk", shows: "Joaquín Herrera" },
  {
    name: "new-provider-errors",
    route: "/account/staff/providers/new",
    viewer: "desk",
    shows: INVALID,
    act: (page) => page.getByRole("button", { name: "Create new provider" }).click(),
  },
  {
    name: "edit-provider",
    route: "/account/staff/providers/:provider/edit",
    viewer: "desk",
    path: () => "/account/staff/providers",
    shows: "Save provider",
    act: editFirst,
  },
  {
    name: "new-provider-login-errors",
    route: "/account/staff/providers/:provider/login",
    viewer: "desk",
    path: () => "/account/staff/providers",
    shows: INVALID,
    act: async (page) => {
      await page.getByRole("row").filter({ hasText: "No login" }).first().getByRole("button", { name: "Edit", exact: true }).click();
      await page.getByRole("button", { name: "+ Add login" }).click();
      await page.getByRole("button", { name: "+ Create new login" }).click();
    },
  },
  {
    name: "provider-deactivate",
    route: "/account/staff/providers",
    viewer: "desk",
    shows: "Nobody can be given to this provider meanwhile.",
    act: (page) => page.getByRole("button", { name: "Deactivate", exact: true }).first().click(),
  },
  { name: "providers-no-right", route: "/account/staff/providers", viewer: "member", shows: "You cannot change providers" },
  { name: "groups", route: "/account/staff/groups", viewer: "desk", shows: "Nurses on call" },
  { name: "groups-no-right", route: "/account/staff/groups", viewer: "member", shows: "You cannot change groups" },
  {
    name: "group-archive",
    route: "/account/staff/groups",
    viewer: "desk",
    shows: "An archived group stays in the list",
    act: (page) => page.getByRole("button", { name: "Archive", exact: true }).first().click(),
  },
  {
    name: "new-group-errors",
    route: "/account/staff/groups/new",
    viewer: "desk",
    shows: INVALID,
    act: (page) => page.getByRole("button", { name: "+ Create new group" }).click(),
  },
  {
    name: "edit-group",
    route: "/account/staff/groups/:group/edit",
    viewer: "desk",
    path: () => "/account/staff/groups",
    shows: "A group gives no rights.",
    act: async (page) => {
      await editFirst(page);
      await page.getByRole("searchbox", { name: "Find people to add" }).fill("an");
    },
  },
  { name: "practice", route: "/account/practice", viewer: "desk", shows: "Save practice" },
  { name: "practice-no-right", route: "/account/practice", viewer: "member", shows: "You cannot change the practice" },
  {
    name: "practice-errors",
    route: "/account/practice",
    viewer: "desk",
    shows: INVALID,
    act: async (page) => {
      await page.getByLabel("Lock the screen after (minutes)").fill("4");
      await page.getByLabel("Email domains").fill("nowhere");
      await page.getByRole("button", { name: "Save practice" }).click();
    },
  },
  { name: "offices", route: "/offices", viewer: "desk", shows: "+ Add Office" },
  {
    name: "office-close",
    route: "/offices",
    viewer: "desk",
    shows: "A closed office stays in the list",
    act: (page) => page.getByRole("button", { name: "Close", exact: true }).first().click(),
  },
  { name: "new-office", route: "/offices/new", viewer: "desk", shows: "+ Create new office" },
  { name: "new-office-no-right", route: "/offices/new", viewer: "member", shows: "You cannot change offices" },
  {
    name: "edit-office",
    route: "/offices/:office/edit",
    viewer: "desk",
    path: () => "/offices",
    shows: "Save office",
    act: editFirst,
  },
  {
    name: "edit-office-gone",
    route: "/offices/:office/edit",
    viewer: "desk",
    path: () => "/offices/01900000-0000-7000-8000-000000000000/edit",
    shows: "This is not in the copy on this device",
  },
];
