/**
 * The main job, end to end: an account made offline becomes a person who signs in. From an empty
 * data folder, with the server killed, with a server that no longer answers, and over https by a
 * host name.
 */
import { test } from "../fixtures.ts";
import { AccountMadeOffline } from "../steps/account-made-offline.ts";
import { SameUsernameTwice } from "../steps/same-username-twice.ts";
import { type Way, World } from "../steps/ways.ts";

const ways: Way[] = [
  { name: "the server is killed", outage: "killed", scheme: "http" },
  { name: "the server stops answering", outage: "frozen", scheme: "http" },
  { name: "over https with a local authority", outage: "killed", scheme: "https" },
];

for (const way of ways) {
  test(`an account made offline becomes a person who signs in: ${way.name}`, async ({ stage }) => {
    test.setTimeout(420_000);
    const world = await World.begin(stage, way);
    const { step } = test;

    const account = new AccountMadeOffline(world);
    // covers: D-09, STAFF-01, STAFF-02
    await step("The set-up page makes practice, office, provider and administrator", () => account.setUp());
    await step("Without the server the page opens, and says so", () => account.openOffline());
    // covers: STAFF-02, STAFF-03, NEW-17, RIGHT-08
    await step("A new account is on this device at once, its password nowhere", () => account.make());
    await step("Closed and opened again, the row is still there", () => account.closeAndOpen());
    // covers: D-10, STAFF-03, NEW-17
    await step("The server comes back: the account waits for its activation", () => account.comeBack());
    // covers: STAFF-03, NEW-17, LINK-01, LINK-02
    await step("One activation mail leaves; its life begins then", () => account.receiveMail());
    // covers: LINK-03
    await step("Opening the link changes nothing", () => account.openLink());
    // covers: LINK-06, ROLE-04
    await step("The member activates, signs in and chooses an own password", () => account.activate());
    await step("The administrator's list turns to active by itself", () => account.turnsActive());
    // covers: LINK-06
    await step("Only the own password works from now on", () => account.ownPasswordOnly());

    const twice = new SameUsernameTwice(world);
    await step("The same username is made on two devices without the server", () => twice.makeBoth());
    // covers: NEW-07
    await step("One is accepted, the other refused", () => twice.decide());
    // covers: NEW-07
    await step("Mended, it is accepted with the same sealed password", () => twice.mend());
    await step("Its member signs in with the password that was typed once", () => twice.signInAsMember());
  });
}
