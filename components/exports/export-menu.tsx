"use client";
import type { ExportFormat } from "#contracts/export-formats.ts";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import type { ExportFacts } from "./export-button.tsx";

interface ExportMenuProps extends OpenMenuProps, ExportFacts {
  readonly files: Readonly<Partial<Record<ExportFormat, string>>>;
  readonly more?: readonly { readonly name: string; readonly hint: string; readonly run: () => void }[];
}

const words: Readonly<Record<ExportFormat, { readonly name: string; readonly hint: string }>> = {
  csv: { name: "CSV", hint: "for spreadsheets and scripts" },
  json: { name: "JSON", hint: "the same, for programs" },
  sarif: { name: "SARIF", hint: "for code scanning, within its limits" },
  junit: { name: "JUnit XML", hint: "for CI: a case for each check" },
};

function Name({ name, hint }: { readonly name: string; readonly hint: string }) {
  return (
    <span className="min-w-0 py-1">
      <span className="block font-label">{name}</span>
      <span className="block text-12 text-ink-3">{hint}</span>
    </span>
  );
}

/** The formats, between what a file holds and what it does not. */
export function ExportMenu({ trigger, files, inside, outside, more = [] }: ExportMenuProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="end" className="w-72 max-w-[calc(100vw-16px)]">
        <p className="px-2 pt-1 pb-2 text-12 text-ink-2">{inside}</p>
        {Object.entries(files).map(([format, href]) => (
          <MenuItem key={format} asChild>
            <a href={href} download>
              <Name {...words[format as ExportFormat]} />
            </a>
          </MenuItem>
        ))}
        {more.map(({ name, hint, run }) => (
          <MenuItem key={name} onSelect={run}>
            <Name name={name} hint={hint} />
          </MenuItem>
        ))}
        <MenuSeparator />
        <p className="px-2 pt-1 pb-2 text-12 text-ink-3">{outside}</p>
      </MenuContent>
    </Menu>
  );
}
