/** What stands in the place of the pages: a locked screen, a copy without contact. */
import type { State } from "./state.ts";

export const locked: State[] = [
  { name: "staff-lease-over", route: "/account/staff", viewer: "lapsed", shows: "The server answers. Sign in to go on.", offline: "Connect this device to the network", complaint: /status of 401/ },
  { name: "locked", route: "/me", viewer: "locked", shows: "Show that it is you" },
  {
    name: "locked-password",
    route: "/me",
    viewer: "locked",
    shows: "Fill in",
    offline: false,
    act: async (page) => {
      await page.getByRole("button", { name: "Use the password" }).click();
      await page.getByRole("button", { name: "Unlock" }).click();
    },
  },
  {
    name: "locked-switch",
    route: "/me",
    viewer: "locked",
    shows: "A colleague can sign in here.",
    act: (page) => page.getByRole("button", { name: "Switch user" }).click(),
  },
];
