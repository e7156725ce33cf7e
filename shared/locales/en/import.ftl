# The list of staff as a file.

export = Export as CSV
import-staff = Import staff
import-lead = Save your list as CSV (UTF-8) with one person in each line. You see what would become of each line before anything is written.
import-needed = Every file has these columns:
import-optional = It may have these:
import-cells-how = Roles, providers, offices and groups go by their names; several in one cell stand between semicolons. Days look like 2026-03-31, and settings are yes or no.
import-passwords = Everybody chooses their own password when they activate their account.
import-template = Download a template
import-file = CSV file
import-reading-failed = This file could not be read. It may have been moved or changed since you chose it: choose it again.
import-found = { $file }: { $ready } ready, { $there } already there, { $refused } refused
import-nothing-written = Nothing is written yet.
import-ignored = { $count ->
    [one] One column is not known and is left out: { $columns }
   *[other] { $count } columns are not known and are left out: { $columns }
}
import-table = What would become of each line
import-line = Line
import-verdict = Verdict
import-reasons = Reasons
import-ready = Ready
import-there = Already there
import-there-inactive = Already there, but not active
import-refused = Refused
import-reason-at = { $field }: { $reason }
import-create = { $count ->
    [one] Create one account
   *[other] Create { $count } accounts
}
import-save-refused = Save the refused lines as CSV
import-stored = { $count ->
    [one] One account is on this device and will be sent.
   *[other] { $count } accounts are on this device and will be sent.
}

# Why a file cannot be used
import-empty = This file is empty. Choose one with a header and a line for each person.
import-nobody = This file has a header and nobody below it.
import-too-big = This file is bigger than one megabyte. Split it, or leave out what is not about staff.
import-too-many = This file has { $count } people; at most { $max } come in at once. Split it.
import-workbook = This is a workbook of a spreadsheet, whatever its name says. Open it there, and save it as CSV (UTF-8).
import-not-utf8 = The letters of this file cannot be read. Open it in a spreadsheet, and save it as CSV (UTF-8).
import-open-quote = The quotation mark in line { $line } ends nowhere, so what stands behind it cannot be told apart. Close it.
import-missing = { $count ->
    [one] One column is missing: { $columns }. The first line must name it.
   *[other] { $count } columns are missing: { $columns }. The first line must name them.
}
import-column-twice = The column { $column } is there twice. Leave one out.

# Why a line cannot be used
import-cells = This line has { $found } cells, but the header has { $wanted }. Put cells with a comma in them between quotation marks.
import-twice = Line { $line } has the same.
import-unknown = There is no “{ $name }” among those that you see. Compare the spelling.
import-several = More than one is called “{ $name }”. Give them different names, or write the id that an exported file has.
import-care-team = This occupation is not in the list. Write its name, or its SNOMED CT code and term: 106292003 |Professional nurse|.
import-two-identifiers = Give an NPI or an NCSBN ID, not both.
import-yes-no = Write yes or no.
import-day = Write the day as year, month and day: 2026-03-31.
import-group-archived = The group { $name } is archived. Choose another one.
import-group-full = The group { $name } has { $max } members, and there is no room for more.
