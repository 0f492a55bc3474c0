"use client";
import { Download } from "lucide-react";
import type { ExportFormat } from "#contracts/export-formats.ts";
import { Button } from "../ui/button.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";

/** What a file of this page holds, and what it does not, in words: nobody should take it for more than it is. */
export interface ExportFacts {
  readonly inside: string;
  readonly outside: string;
}

interface ExportButtonProps extends ExportFacts {
  /** Where each format is, in the order of the menu. */
  readonly files: Readonly<Partial<Record<ExportFormat, string>>>;
  readonly size?: "small" | "normal" | "large";
  /** What besides the formats can be saved here. */
  readonly more?: readonly { readonly name: string; readonly hint: string; readonly run: () => void }[];
}

const load = () => import("./export-menu.tsx").then((module) => module.ExportMenu);

/** Opens the formats that this page can be taken away as. */
export function ExportButton({ size = "normal", ...menuProps }: ExportButtonProps) {
  return (
    <LazyMenu
      trigger={
        <Button size={size}>
          <Download aria-hidden />
          Export
        </Button>
      }
      load={load}
      menuProps={menuProps}
    />
  );
}
