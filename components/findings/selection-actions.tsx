import type { ComponentType } from "react";
import { ExportChosen } from "./export-chosen.tsx";
import type { Filter } from "./finding-query.ts";
import type { Chosen } from "./selection.ts";

/** What a further action on chosen findings gets. */
export interface SelectionActionProps {
  readonly chosen: readonly Chosen[];
  readonly filter: Filter;
}

/** Further actions of the bar over the list, in their order: sharing and exporting stand here. */
export const selectionActions: readonly ComponentType<SelectionActionProps>[] = [ExportChosen];
