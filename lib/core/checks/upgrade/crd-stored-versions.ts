import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/crd-stored-versions",
  title: "Stored versions of custom resources",
  reads: ["customresourcedefinitions.apiextensions.k8s.io"],
  facts: ["definition-versions"],
  messages: {
    notServed: {
      text: "{object} may have objects stored as {versions}, which it does not serve: an update of the definition that drops them is refused",
      impact: "warning",
    },
    old: {
      text: "{object} may have objects stored as {versions} while it writes {storage}: an update that drops them is refused",
      impact: "warning",
    },
  },
  docs: {
    why: "A definition's status.storedVersions lists each version in which objects may still lie in etcd. The next release of an operator that drops one of them cannot be installed: the API server refuses its definition.",
    fix: "Write every object once more (storagemigration.k8s.io/v1 does it, on by default from 1.37), and take the old versions out of status.storedVersions, before the operator is upgraded.",
    refs: [
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#upgrade-existing-objects-to-a-new-stored-version",
    ],
  },
  *evaluate({ list }) {
    for (const definition of list("customresourcedefinitions.apiextensions.k8s.io")) {
      const { stored, served, storage } = definition;
      // An older inventory does not say which version is written: then none is known to be another.
      if (storage === undefined) continue;
      const at = refTo("customresourcedefinitions.apiextensions.k8s.io", definition, "status.storedVersions");
      const others = stored.filter((version) => version !== storage);
      const dark = stored.filter((version) => !served.includes(version));
      const old = others.filter((version) => served.includes(version));
      if (dark.length > 0) yield { at, message: "notServed", data: { versions: dark } };
      if (old.length > 0) yield { at, message: "old", data: { versions: old, storage } };
    }
  },
});
