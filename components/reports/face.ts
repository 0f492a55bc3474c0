import type { ComponentType } from "react";
import type { ContentOf, Report, ReportContent } from "#contracts/reports.ts";

export interface ContentProps<K extends ReportContent["kind"]> {
  readonly content: ContentOf<K>;
  readonly report: Report;
}

/** How one kind of report looks, and what it is called. */
export interface ReportFace<K extends ReportContent["kind"]> {
  /** In the list of links: `Access matrix`. */
  readonly name: string;
  /** @returns what the report says first, below its title. */
  lede(content: ContentOf<K>, total: number): string;
  readonly Content: ComponentType<ContentProps<K>>;
}
