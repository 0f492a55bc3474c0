/** The section with what requests and answers are made of; every other is named after its routes' tag. */
export const schemasSection = "Schemas";

/** @returns where a section of the reference is. */
export function sectionAddress(section: string): string {
  return `/docs/api?section=${encodeURIComponent(section)}`;
}

export function operationAddress({ tag, id }: { readonly tag: string; readonly id: string }): string {
  return `${sectionAddress(tag)}#${id}`;
}

export function schemaAddress(name: string): string {
  return `${sectionAddress(schemasSection)}#schema-${name}`;
}
