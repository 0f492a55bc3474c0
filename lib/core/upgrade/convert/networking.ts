/** Ingress, EndpointSlice, ServiceCIDR and IPAddress. */
import type { Field, Rewrite } from "./node.ts";

const classAnnotation = "kubernetes.io/ingress.class";

export const ingress: Rewrite = (root) => {
  const spec = root.make("spec");
  if (spec.rename("backend", "defaultBackend")) spec.note("defaultBackend", "It was called backend.");
  const fallback = spec.at("defaultBackend");
  if (fallback) backend(fallback);
  for (const rule of spec.each("rules"))
    for (const path of rule.at("http")?.each("paths") ?? []) {
      const own = path.at("backend");
      if (own) backend(own);
      if (path.putMissing("pathType", "ImplementationSpecific"))
        path.note(
          "pathType",
          "It is required now. ImplementationSpecific is what v1beta1 meant: the controller decides how paths match.",
        );
    }
  ingressClass(root, spec);
};

/** Both at once are refused. */
function ingressClass(root: Field, spec: Field): void {
  const annotations = root.at("metadata", "annotations");
  const name = annotations?.text(classAnnotation);
  if (annotations === undefined || name === undefined) return;
  annotations.take(classAnnotation);
  if (annotations.map.items.length === 0) root.at("metadata")?.take("annotations");
  if (!spec.putMissing("ingressClassName", name)) return;
  spec.ask(
    "ingressClassName",
    `It takes the place of the annotation ${classAnnotation}. An IngressClass called ${name} has to exist.`,
  );
}

function backend(field: Field): void {
  if (!field.has("serviceName")) return;
  const service = field.make("service");
  field.move("serviceName", service, "name");
  const port = field.value("servicePort");
  field.take("servicePort");
  const number = Number(port);
  if (port !== undefined)
    service.make("port").put(Number.isInteger(number) ? "number" : "name", Number.isInteger(number) ? number : port);
  field.note("service", "serviceName and servicePort stand in service.name and service.port.number or .name.");
}

export const endpointSlice: Rewrite = (root) => {
  if (root.value("addressType") === "IP") {
    root.put("addressType", "IPv4");
    root.ask("addressType", "IP was for both families. Write IPv6 where the addresses are.");
  }
  for (const endpoint of root.each("endpoints")) {
    const topology = endpoint.at("topology");
    if (!topology) continue;
    topology.move("topology.kubernetes.io/zone", endpoint, "zone");
    const node = topology.take("kubernetes.io/hostname");
    if (node !== undefined && !endpoint.has("nodeName")) endpoint.put("nodeName", node);
    if (topology.map.items.length === 0) endpoint.take("topology");
    else endpoint.rename("topology", "deprecatedTopology");
    endpoint.note(
      "zone",
      "topology is gone: the zone stands in zone, the node in nodeName, the rest in deprecatedTopology, which nothing may write anew.",
    );
  }
};

export const serviceCidr: Rewrite = (root) => {
  const spec = root.at("spec");
  const families = ["ipv4", "ipv6"].flatMap((family) => {
    const cidr = spec?.text(family);
    spec?.take(family);
    return cidr === undefined ? [] : [cidr];
  });
  if (families.length === 0) return;
  spec?.put("cidrs", families);
  spec?.note("cidrs", "ipv4 and ipv6 are one list.");
};

export const ipAddress: Rewrite = (root) => {
  if (root.at("spec", "parentRef")?.take("uid")) root.note("spec.parentRef", "uid is gone.");
};
