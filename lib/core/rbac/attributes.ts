/** What a request wants to do, as the authorizer sees it. */
export interface ResourceAttributes {
  readonly verb: string;
  /** `""` is the core group. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent where the request carries no name, as create by POST, list and watch do. */
  readonly name?: string;
}

export interface UrlAttributes {
  readonly verb: string;
  /** A non-resource URL such as `/metrics`. */
  readonly path: string;
}

export type Attributes = ResourceAttributes | UrlAttributes;

export interface UserInfo {
  readonly name: string;
  readonly groups: readonly string[];
}

export function isUrl(attributes: Attributes): attributes is UrlAttributes {
  return "path" in attributes;
}

/** @returns `pods/exec` for resource and subresource, as rules spell it. */
export function combinedResource(attributes: ResourceAttributes): string {
  return attributes.subresource ? `${attributes.resource}/${attributes.subresource}` : attributes.resource;
}

/** @returns `deployments.apps/scale "web"` or the URL, for sentences. */
export function formatTarget(attributes: Attributes): string {
  if (isUrl(attributes)) return attributes.path;
  const { resource, group, subresource, name } = attributes;
  return `${resource}${group ? `.${group}` : ""}${subresource ? `/${subresource}` : ""}${name ? ` "${name}"` : ""}`;
}
