/** What people do in pages, as it is measured. */
import { DRAWN, type Deed, type Look } from "./stopwatch.ts";

/** Something that people do in a page. */
export interface Act {
  name: string;
  deed: Deed | string;
  look: Look | string;
  /** It ends in another page, which is open when it ends. */
  opens?: true;
}

/** Types a letter into a field. */
export function typing(field: string, letters = "no"): Act {
  return { name: `type into ${field}`, deed: `(ui) => ui.type('[id="${field}"]', '${letters}')`, look: DRAWN };
}

/** Opens a question by a button, and takes it back. */
export function asking(name: string, selector: string, button: string): Act[] {
  return [
    { name, deed: `(ui) => ui.click('${selector}', '${button}')`, look: (ui) => ui.has("dialog") },
    { name: `${name}: cancel`, deed: (ui) => ui.click("dialog button", "Cancel"), look: (ui) => !ui.has("dialog") },
  ];
}

/** In the frame of every page. */
export const ofFrame: Act[] = [
  { name: "open the account menu", deed: (ui) => ui.click("button[aria-haspopup=menu]"), look: (ui) => ui.has("[role=menuitem]") },
  { name: "close it", deed: (ui) => ui.click("button[aria-haspopup=menu]"), look: (ui) => !ui.has("[role=menuitem]") },
  { name: "fold the navigation", deed: (ui) => ui.click("button", "Navigation"), look: DRAWN },
  { name: "unfold it", deed: (ui) => ui.click("button", "Navigation"), look: DRAWN },
];

/** In the list of staff. */
export const ofStaff: Act[] = [
  {
    name: "search: first letter",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.type("input[type=search]", "n")),
    look: (ui) => ui.rowCount() < ui.note,
  },
  {
    name: "search: second letter",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.type("input[type=search]", "ni")),
    look: (ui) => ui.rowCount() < ui.note,
  },
  {
    name: "search: clear",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.type("input[type=search]", "")),
    look: (ui) => ui.rowCount() > ui.note,
  },
  ...asking("deactivate somebody", "tbody button", "Delete"),
  ...["Name", "Primary Provider", "State"].map((column) => ({
    name: `sort by ${column}`,
    deed: `(ui) => ui.click('th button', '${column}')`,
    look: `(ui) => ui.has('th[aria-sort=ascending]', '${column}')`,
  })),
  {
    name: "turn the order round",
    deed: (ui) => ui.click("th button", "State"),
    look: (ui) => ui.has("th[aria-sort=descending]"),
  },
  {
    name: "filter by role",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.choose("#filter-role", "Nurse")),
    look: (ui) => ui.rowCount() < ui.note,
  },
  {
    name: "filter by state",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.choose("#filter-state", "Active")),
    look: (ui) => ui.rowCount() < ui.note,
  },
  {
    name: "clear the filters",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.click("button", "Clear filters")),
    look: (ui) => ui.rowCount() > ui.note,
  },
  {
    name: "show inactive",
    deed: (ui) => ((ui.note = ui.rowCount()), ui.click("#show-inactive")),
    look: (ui) => ui.rowCount() > ui.note,
  },
  { name: "select somebody", deed: (ui) => ui.click("tbody input[type=checkbox]"), look: (ui) => ui.has(".app-bulk") },
  {
    name: "select everybody",
    deed: (ui) => ui.click("thead input[type=checkbox]"),
    look: (ui) => ui.has("td") && !ui.has(".app-bulk p", "One person selected"),
  },
  ...asking("deactivate everybody", ".app-bulk button", "Deactivate"),
  { name: "select nobody", deed: (ui) => ui.click("button", "Select nobody"), look: (ui) => !ui.has(".app-bulk") },
  {
    name: "scroll by a screen",
    deed: (ui) => ui.scroller().scrollBy(0, ui.scroller().clientHeight),
    look: (ui) => ui.covered(),
  },
  {
    name: "scroll into the middle",
    deed: (ui) => ui.scroller().scrollTo(0, ui.scroller().scrollHeight / 2),
    look: (ui) => ui.covered(),
  },
  {
    name: "scroll to the end",
    deed: (ui) => ui.scroller().scrollTo(0, ui.scroller().scrollHeight),
    look: (ui) => ui.covered() && ui.has(`tr[aria-rowindex="${ui.rowCount()}"]`),
  },
];

/** In the form of a staff account. */
export const ofStaffForm: Act[] = [
  typing("first_name"),
  typing("username", "quite.unusual"),
  typing("email", "quite.unusual@example.org"),
  typing("care_team_term"),
  { name: "choose a role", deed: (ui) => ui.choose("#role", 2), look: DRAWN },
];

/** Saving an account until its row is in the list. What is typed is drawn before it is saved. */
export const savingStaff: Act[] = [
  { name: "type into home_phone", deed: (ui) => ui.type("#home_phone", `21255501${10 + ui.round}`), look: DRAWN },
  {
    name: "save until its row shows",
    deed: (ui) => ui.click("button", "Save staff account"),
    look: (ui) => ui.shows("Staff", "td", `212-555-01${10 + ui.round}`),
    opens: true,
  },
];

/** In the form of a group. */
export const ofGroupForm: Act[] = [
  typing("name", "Nights"),
  {
    name: "find a member: first letter",
    deed: (ui) => ui.type("#members-search", "n"),
    look: (ui) => ui.all(".app-picks button").some((it) => /^Add/.test(it.textContent ?? "")),
  },
  {
    name: "find a member: second letter",
    deed: (ui) => ui.type("#members-search", "ni"),
    look: DRAWN,
  },
  {
    name: "add a member",
    deed: (ui) => {
      ui.note = ui.all(".app-picks button").filter((it) => /^Remove/.test(it.textContent ?? "")).length;
      ui.all(".app-picks button").find((it) => /^Add/.test(it.textContent ?? ""))?.click();
    },
    look: (ui) => ui.all(".app-picks button").filter((it) => /^Remove/.test(it.textContent ?? "")).length > ui.note,
  },
];
