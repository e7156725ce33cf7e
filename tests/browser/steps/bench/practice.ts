/** The practice that the pages are measured with, and who looks at it. */
import { expect, type Page } from "@playwright/test";
import { join } from "node:path";
import { copyOf, queue, type Row } from "../../fixtures/copy.ts";
import type { Device } from "../../fixtures/device.ts";
import { freshFolder } from "../../fixtures/folder.ts";
import { linkIn } from "../../fixtures/mailbox.ts";
import { lanyard } from "../../fixtures/program.ts";
import type { Stage } from "../../fixtures/stage.ts";
import { changeOwnEmail } from "../letters.ts";
import type { Person } from "../people.ts";
import { signIn } from "../sign-in.ts";

/** Addresses that hold an id or a token. */
export type Addresses = Record<
  | "account"
  | "provider"
  | "group"
  | "office"
  | "refused"
  | "setUp"
  | "activate"
  | "reset"
  | "confirmEmail"
  | "undoEmail",
  string
>;

/** Who looks at the pages: the administrator, a visitor, and one where nothing is set up. */
export interface Practice {
  viewers: Record<"desk" | "visitor" | "first", Device>;
  at: Addresses;
}

/** Many people have to travel, and many mails that waited to be sent. */
const FIRST_COPY = { timeout: 240_000, intervals: [500] };

/** Makes the practice, and waits until nothing in it moves any more. */
export async function openPractice(stage: Stage, staff: number): Promise<Practice> {
  const data = join(freshFolder("pages"), "data");
  const printed = await lanyard("seed", "--demo", "--staff", `${staff}`, "--data", data);
  const password = /password:?\s+(\S+)/i.exec(printed)?.[1] ?? "";
  const mailbox = await stage.mailbox();
  const server = await stage.server({ data, smtpUrl: mailbox.url });
  // Without an answer about the second factor nothing has to be changed in its database.
  const bare = await stage.server({ secondFactor: true });
  const [desk, visitor, first] = [
    await stage.device({ baseURL: server.url }),
    await stage.device({ baseURL: server.url }),
    await stage.device({ baseURL: bare.url }),
  ];
  const { page } = desk;
  await signIn(page, { username: "demo", password } as Person);
  await expect(page.getByRole("table", { name: "Staff" })).toBeVisible(FIRST_COPY);
  await settle(page);
  await changeOwnEmail(page, "dana@riverside.example", password);
  await refuseAnEdit(page);
  const { rows, attention } = await copyOf(page);
  const id = (kind: string) => rows.find(({ record }) => record.kind === kind)?.record.id ?? "";
  const waits = editable(rows, "pending")[0]?.record;
  await invite(page, waits?.id ?? "");
  const own = rows.find(({ record }) => record.username === "demo");
  const fragment = (text: string) => new URL(linkIn(text)).pathname + new URL(linkIn(text)).hash;
  const mailed = async (to: unknown) => fragment((await mailbox.mailTo(`${to}`)).text);
  const at: Addresses = {
    account: editable(rows)[0]?.record.id ?? "",
    provider: id("provider"),
    group: id("group"),
    office: id("office"),
    refused: attention[0]?.envelope.op_id ?? "",
    setUp: fragment(bare.setUpLink),
    activate: await mailed(waits?.email),
    reset: fragment(await lanyard("admin", "link", "demo", "--data", data)),
    confirmEmail: await mailed("dana@riverside.example"),
    undoEmail: await mailed(own?.record.email),
  };
  await settle(page);
  for (const device of [visitor, first]) await device.page.goto("/no/such/page");
  return { viewers: { desk, visitor, first }, at };
}

/** Those whom the administrator may edit in every way. */
function editable(rows: Row[], standing = "active"): Row[] {
  const role = rows.find(({ record }) => record.kind === "role" && record.name === "Staff")?.record.id;
  const people = rows.filter(({ record }) => record.kind === "account" && record.standing === standing);
  return people.filter(({ record }) => record.role === role && !record.starts_at && !record.offices);
}

/** Sends somebody a new activation link. */
async function invite(page: Page, account: string): Promise<void> {
  const body = { account, purpose: "activation" };
  await queue(page, [{ op_id: crypto.randomUUID(), kind: "staff.send_link", body }]);
}

/** An edit that the server refuses, for the pages about such. */
async function refuseAnEdit(page: Page): Promise<void> {
  const { rows } = await copyOf(page);
  const someone = editable(rows).at(-1)?.record;
  const changes = { username: { was: someone?.username, set: "demo" } };
  const body = { record: someone?.id, changes };
  await queue(page, [{ op_id: crypto.randomUUID(), kind: "staff.set_fields", body }]);
  const refused = async () => (await copyOf(page)).attention.length;
  await expect.poll(refused, { ...FIRST_COPY, message: "edits that were refused" }).toBe(1);
}

/** Waits until the copy has not changed for a while. */
async function settle(page: Page): Promise<void> {
  let [last, since] = [-1, 0];
  const still = async () => {
    const rev = (await copyOf(page)).cursor?.rev ?? -1;
    since = rev === last ? since + 1 : 0;
    last = rev;
    return since;
  };
  await expect.poll(still, { ...FIRST_COPY, intervals: [1000] }).toBeGreaterThanOrEqual(5);
}
