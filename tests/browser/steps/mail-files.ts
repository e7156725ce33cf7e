/** The mails that a server without a mail server writes as files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";

/** Where they are. */
export function mailFiles(data: string): string[] {
  const files = readdirSync(data, { recursive: true, withFileTypes: true });
  const mails = files.filter((file) => file.isFile() && file.name.endsWith(".eml"));
  return mails.map((file) => join(file.parentPath, file.name));
}

/** The first of them. */
export function mailInFile(data: string): Promise<ParsedMail> {
  const [file = ""] = mailFiles(data);
  return simpleParser(readFileSync(file));
}
