/**
 * Takes the parts that many items share out of an item, and puts them back. It works on the few places where they stand, so
 * that an item costs no walk over all of it.
 */
import type { SharedPart } from "./schema.ts";

export type Slot = { readonly holder: Record<string, unknown>; readonly key: string; readonly part: SharedPart };

type Holder = Record<string, unknown>;

function slotsOfSpec(spec: Holder): Slot[] {
  return [
    { holder: spec, key: "containers", part: "containers" },
    { holder: spec, key: "volumes", part: "volumes" },
    { holder: spec, key: "tolerations", part: "tolerations" },
  ];
}

function slotsOfMeta(meta: Holder): Slot[] {
  return [
    { holder: meta, key: "labels", part: "labels" },
    { holder: meta, key: "annotations", part: "annotations" },
  ];
}

/** @returns the places of an item, packed or not, where a shared part may stand. */
export function slotsOf(item: Holder): Slot[] {
  const slots = slotsOfMeta(item.meta as Holder);
  const template = item.template as Holder | undefined;
  if (template) slots.push(...slotsOfMeta(template), ...slotsOfSpec(template.spec as Holder));
  const spec = item.spec as Holder | undefined;
  if (spec) slots.push(...slotsOfSpec(spec));
  const status = item.status as Holder | undefined;
  if (spec && status)
    for (const key of ["containers", "initContainers", "ephemeralContainers"])
      slots.push({ holder: status, key, part: "statuses" });
  return slots;
}

/** @returns a copy of an item in which every holder of a shared part may be written. */
export function copyHolders(item: object): Holder {
  const source = item as Holder;
  const copy: Holder = { ...source, meta: { ...(source.meta as Holder) } };
  const template = source.template as Holder | undefined;
  if (template) copy.template = { ...template, spec: { ...(template.spec as Holder) } };
  if (source.spec) copy.spec = { ...(source.spec as Holder) };
  if (source.spec && source.status) copy.status = { ...(source.status as Holder) };
  return copy;
}
