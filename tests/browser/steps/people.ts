/** The people of the journeys. */

/** Somebody with an account. */
export interface Person {
  first: string;
  last: string;
  email: string;
  username: string;
  /** The first password, which an administrator chooses. */
  password: string;
}

/** The practice that the set-up page makes. */
export const practice = {
  name: "Riverside Family Practice",
  office: "Riverside",
  provider: { first: "Olivia", last: "Okafor" },
};

/** Works for the provider and keeps the accounts. */
export const marta: Person = {
  first: "Marta",
  last: "Reyes",
  email: "marta@riverside.example",
  username: "marta.reyes",
  password: "Copper-Willow-Lantern-52",
};

export const ana: Person = {
  first: "Ana",
  last: "Lindqvist",
  email: "ana@riverside.example",
  username: "ana.lindqvist",
  password: "Granite-Falcon-Teapot-41",
};

export const ben: Person = {
  first: "Ben",
  last: "Achebe",
  email: "ben@riverside.example",
  username: "b.achebe",
  password: "Harbor-Cinnamon-Violin-88",
};

export const cleo: Person = {
  first: "Cleo",
  last: "Marchetti",
  email: "cleo@riverside.example",
  username: "cleo.marchetti",
  password: "Meadow-Anvil-Compass-19",
};

export const dina: Person = {
  first: "Dina",
  last: "Haddad",
  email: "dina@riverside.example",
  username: "dina.haddad",
  password: "Juniper-Saddle-Ribbon-73",
};

export const erin: Person = {
  first: "Erin",
  last: "Novak",
  email: "erin@riverside.example",
  username: "erin.novak",
  password: "Saffron-Beacon-Pottery-35",
};

export const fay: Person = {
  first: "Fay",
  last: "Bergstrom",
  email: "fay@riverside.example",
  username: "fay.bergstrom",
  password: "Walnut-Ferry-Mosaic-27",
};

/** A password that somebody chooses for themselves. */
export const ownPassword = "Thimble-Orchard-Glacier-64";
