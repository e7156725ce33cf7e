/** Every page: how it is opened, when it is complete, and what people do in it. */
import { type Act, asking, ofFrame, ofGroupForm, ofStaff, ofStaffForm, savingStaff, typing } from "./acts.ts";
import type { Addresses, Practice } from "./practice.ts";

/** A page as it is measured. */
export interface Measured {
  /** Its route as `web/src/route.rs` has it. */
  route: string;
  viewer: keyof Practice["viewers"];
  /** Its address; the route itself where there is none. */
  path?: (at: Addresses) => string;
  /** Its heading, and what it shows when it is complete. */
  shows: [heading: string, selector: string, words?: string];
  acts?: Act[];
}

const ROW = "tbody tr[aria-rowindex]";
const ANY_ROW = "tbody tr";
const MORE: Act = {
  name: "next page",
  deed: (ui) => {
    ui.note = parseInt(ui.all(".app-pager__shown")[0]?.textContent ?? "");
    ui.click("button", "Next page");
  },
  look: (ui) => parseInt(ui.all(".app-pager__shown")[0]?.textContent ?? "") > ui.note,
};

/** The lists and forms of the administrator. */
const desk: Omit<Measured, "viewer">[] = [
  { route: "/", shows: ["Staff", ROW], acts: ofFrame },
  { route: "/account/staff", shows: ["Staff", ROW], acts: ofStaff },
  { route: "/account/staff/providers", shows: ["Providers", ANY_ROW], acts: asking("deactivate one", "tbody button", "Deactivate") },
  { route: "/account/staff/providers/new", shows: ["New Provider", "#last_name"], acts: [typing("last_name")] },
  {
    route: "/account/staff/providers/:provider/edit",
    path: ({ provider }) => `/account/staff/providers/${provider}/edit`,
    shows: ["Edit Provider", "#last_name"],
    acts: [
      typing("last_name"),
      {
        name: "save until its row shows",
        deed: (ui) => (ui.type("#specialty", `Specialty ${ui.round}`), ui.click("button", "Save provider")),
        look: (ui) => ui.shows("Providers", "td", `Specialty ${ui.round}`),
        opens: true,
      },
    ],
  },
  { route: "/account/staff/groups", shows: ["Groups", ANY_ROW], acts: asking("archive one", "tbody button", "Archive") },
  { route: "/account/staff/groups/new", shows: ["New Group", "#members-search"], acts: ofGroupForm },
  {
    route: "/account/staff/groups/:group/edit",
    path: ({ group }) => `/account/staff/groups/${group}/edit`,
    shows: ["Edit Group", "#members-search"],
    acts: [
      ...ofGroupForm,
      {
        name: "save until its row shows",
        deed: (ui) => (ui.type("#name", `Nights ${ui.round}`), ui.click("button", "Save group")),
        look: (ui) => ui.shows("Groups", "td", `Nights ${ui.round}`),
        opens: true,
      },
    ],
  },
  {
    route: "/account/staff/providers/:provider/login",
    path: ({ provider }) => `/account/staff/providers/${provider}/login`,
    shows: ["New Provider Login", "#email"],
    acts: [typing("email"), typing("username")],
  },
  { route: "/offices", shows: ["Offices", ANY_ROW], acts: asking("close one", "tbody button", "Close") },
  { route: "/offices/new", shows: ["New Office", "#name"], acts: [typing("name")] },
  {
    route: "/offices/:office/edit",
    path: ({ office }) => `/offices/${office}/edit`,
    shows: ["Edit Office", "#name"],
    acts: [
      typing("address"),
      {
        name: "save until its row shows",
        deed: (ui) => (ui.type("#name", `Harbor ${ui.round}`), ui.click("button", "Save office")),
        look: (ui) => ui.shows("Offices", "td", `Harbor ${ui.round}`),
        opens: true,
      },
    ],
  },
  { route: "/account/practice", shows: ["Practice", "#name"], acts: [typing("name"), typing("policies.idle_minutes", "7")] },
  {
    route: "/account/staff/new",
    shows: ["New Office Staff", "#first_name"],
    acts: [
      ...ofStaffForm,
      {
        name: "create with something missing",
        deed: (ui) => ui.click("button", "+ Create new staff account"),
        look: (ui) => ui.has('[aria-invalid="true"]'),
      },
    ],
  },
  { route: "/account/staff/import", shows: ["Import staff", "#import-file"] },
  {
    route: "/account/staff/:account/copy",
    path: ({ account }) => `/account/staff/${account}/copy`,
    shows: ["New Office Staff", "#first_name"],
    acts: ofStaffForm,
  },
  {
    route: "/account/staff/:account/edit",
    path: ({ account }) => `/account/staff/${account}/edit`,
    shows: ["Edit Office Staff", "#first_name"],
    // By this name the row is among the first of the list, which draws no others.
    acts: [typing("first_name", "Aa"), ...savingStaff],
  },
  {
    route: "/account/staff/:account/credentials",
    path: ({ account }) => `/account/staff/${account}/credentials`,
    shows: ["PINs and sign-in", "main button", "View"],
    acts: [...asking("view the PINs", "main button", "View"), ...asking("set a PIN", "main button", "Set a new App Unlock PIN")],
  },
  { route: "/account/support-pin", shows: ["Check Support PIN", "#username"], acts: [typing("username")] },
  {
    route: "/account/staff/mend/:op_id",
    path: ({ refused }) => `/account/staff/mend/${refused}`,
    shows: ["Edit and resend", "#first_name"],
    acts: [typing("first_name"), typing("username", "quite.unusual")],
  },
  {
    route: "/account/staff/:account/access",
    path: ({ account }) => `/account/staff/${account}/access`,
    shows: ["Links and email", "main section"],
  },
  {
    route: "/account/staff/:account/history",
    path: ({ account }) => `/account/staff/${account}/history`,
    shows: ["History", "main section"],
  },
  {
    route: "/account/mail",
    shows: ["Mail", ANY_ROW],
    acts: [
      MORE,
      {
        name: "show those given up",
        deed: (ui) => ui.choose(".app-tools__choice select", "Given up"),
        look: (ui) => ui.all("tbody tr").length > 0 && !/Sent/.test(ui.all("tbody")[0]?.textContent ?? ""),
      },
    ],
  },
  { route: "/dashboard", shows: ["Dashboard", "#headcount"], acts: [] },
  { route: "/me", shows: ["Staff Account Information", "main dd"], acts: asking("view the PINs", "main button", "View") },
  { route: "/me/password", shows: ["Choose a password of your own", "#current"], acts: [typing("current"), typing("new")] },
  { route: "/me/email", shows: ["Change Email", "#email"], acts: [typing("email")] },
  { route: "/me/two-factor", shows: ["Set up a second factor", "#password"], acts: [typing("password")] },
  { route: "/attention", shows: ["Needs attention", "article"], acts: asking("discard one", "article button", "Discard") },
  {
    route: "/attention/:op_id",
    path: ({ refused }) => `/attention/${refused}`,
    shows: ["Needs attention", "article"],
    acts: asking("discard one", "article button", "Discard"),
  },
  { route: "/sync", shows: ["Sync", "main dd"] },
];

/** What people see who are not signed in. */
const visitor: Omit<Measured, "viewer">[] = [
  { route: "/sign-in", shows: ["Sign in", "#username"], acts: [typing("username"), typing("password")] },
  { route: "/forgot", shows: ["Forgot your password?", "#who"], acts: [typing("who")] },
  { route: "/activate", path: ({ activate }) => activate, shows: ["Activate your account", "button", "Activate account"] },
  { route: "/reset", path: ({ reset }) => reset, shows: ["Choose a new password", "#password"], acts: [typing("password")] },
  { route: "/confirm-email", path: ({ confirmEmail }) => confirmEmail, shows: ["Confirm your new email address", "button", "Confirm this address"] },
  { route: "/undo-email", path: ({ undoEmail }) => undoEmail, shows: ["Keep your email address", "button", "Keep this address"] },
  { route: "/404", path: () => "/nothing/here", shows: ["There is no such page", "main button"] },
];

export const pages: Measured[] = [
  ...desk.map((page) => ({ ...page, viewer: "desk" as const })),
  ...visitor.map((page) => ({ ...page, viewer: "visitor" as const })),
  {
    route: "/setup",
    viewer: "first",
    path: ({ setUp }) => setUp,
    shows: ["Set up your practice", "#practice_name"],
    acts: [typing("practice_name"), typing("username", "quite.unusual")],
  },
];

/** A page to come from: another one than any that is measured from it. */
export function elsewhere({ route, viewer }: Measured): Pick<Measured, "shows"> & { path: string } {
  if (route === "/sync") return { path: "/account/support-pin", shows: ["Check Support PIN", "#username"] };
  if (route === "/sign-in") return { path: "/forgot", shows: ["Forgot your password?", "#who"] };
  if (viewer !== "desk") return { path: "/sign-in", shows: ["Sign in", "#username"] };
  return { path: "/sync", shows: ["Sync", "main dd"] };
}
