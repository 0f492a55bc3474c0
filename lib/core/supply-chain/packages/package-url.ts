/** The name of a package that all tools share: a package URL, and what of it makes two packages the same. */
import { PackageURL } from "packageurl-js";
import { clean } from "../../text/clean.ts";

/** A package inside an image, as a document names it. */
export interface PackageRef {
  /** What makes it one package: the package URL without qualifiers; name and version where there is none. */
  readonly key: string;
  /** As the document has it, with its qualifiers. */
  readonly purl?: string;
  /** Such as `deb`, `npm` or `golang`. */
  readonly type?: string;
  /** With its group, such as `org.apache.logging.log4j/log4j-core`. */
  readonly name: string;
  readonly version?: string;
}

/** A package URL that could be read. */
export interface ReadPurl extends PackageRef {
  readonly purl: string;
  readonly type: string;
  readonly qualifiers: Readonly<Record<string, string>>;
}

const longest = 2_048;

/** @returns the parts of a package URL; undefined for what is none, however it is broken. */
export function readPurl(text: string): ReadPurl | undefined {
  if (!text.startsWith("pkg:") || text.length > longest) return undefined;
  let url: PackageURL;
  try {
    url = PackageURL.fromString(text);
  } catch {
    return undefined;
  }
  const { type, namespace, name, version, qualifiers } = url;
  const full = clean(namespace ? `${namespace}/${name}` : name);
  return {
    key: keyOf({ type, name: full, ...(version && { version: clean(version) }) }),
    purl: clean(text),
    type,
    name: full,
    ...(version && { version: clean(version) }),
    qualifiers: { ...qualifiers },
  };
}

/** @returns a package of which a document says only name and version, and perhaps a type. */
export function namedPackage(name: string, version?: string, type?: string): PackageRef {
  const parts = { name: clean(name), ...(version && { version: clean(version) }), ...(type && { type: clean(type) }) };
  return { key: keyOf(parts), ...parts };
}

/** @returns the package of a URL; by its name where there is no URL that can be read. */
export function packageOf(purl: string | undefined, name: string, version?: string): PackageRef {
  const read = purl === undefined ? undefined : readPurl(purl);
  if (read === undefined) return namedPackage(name, version);
  const { qualifiers: _, ...ref } = read;
  const installed = ref.version ?? (version && clean(version));
  return installed === undefined || installed === ref.version
    ? ref
    : { ...ref, version: installed, key: keyOf({ ...ref, version: installed }) };
}

/** Tools differ on where an epoch stands (in the version, or among the qualifiers) and on Go's leading `v`. */
function keyOf({ type, name, version }: { type?: string; name: string; version?: string }): string {
  const plain = type === undefined ? version : comparable(type, version);
  return `${type === undefined ? "" : `pkg:${type}/`}${name}${plain === undefined ? "" : `@${plain}`}`;
}

function comparable(type: string, version: string | undefined): string | undefined {
  if (type === "deb" || type === "rpm") return version?.replace(/^\d+:/, "");
  return type === "golang" ? version?.replace(/^v(?=\d)/, "") : version;
}
