import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

const old = "apiextensions.k8s.io/v1beta1";

export default defineUpgradeCheck({
  id: "upgrade/crd-legacy",
  title: "Definitions of the first version",
  reads: ["customresourcedefinitions.apiextensions.k8s.io"],
  facts: ["definition-versions"],
  messages: {
    writer: {
      text: "{object} was last written as apiextensions.k8s.io/v1beta1 by {writer}, which Kubernetes 1.22 took away",
      impact: "info",
    },
    unknownFields: { text: "{object} keeps fields that its schema does not know", impact: "info" },
  },
  docs: {
    why: "Definitions of apiextensions.k8s.io/v1beta1 have not been accepted since 1.22: what wrote one fails when it writes it again. preserveUnknownFields: true is its way of keeping what no schema describes, and a definition of v1 cannot be created with it.",
    fix: "Install the definition anew from a release that writes v1, with a structural schema.",
    refs: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/#customresourcedefinition-v122"],
  },
  *evaluate({ list }) {
    for (const definition of list("customresourcedefinitions.apiextensions.k8s.io")) {
      const { meta, preservesUnknownFields } = definition;
      const manager = meta.managers?.find(({ apiVersion }) => apiVersion === old)?.manager;
      const writer = manager ?? (meta.lastAppliedApiVersion === old ? "kubectl apply" : undefined);
      const at = (path: string) => refTo("customresourcedefinitions.apiextensions.k8s.io", definition, path);
      if (writer !== undefined) yield { at: at("metadata.managedFields"), message: "writer", data: { writer } };
      if (preservesUnknownFields) yield { at: at("spec.preserveUnknownFields"), message: "unknownFields" };
    }
  },
});
