"use client";
import { NamespacesPage, NamespacesSkeleton } from "../../namespaces/namespaces-page.tsx";
import { AccessFrame } from "../access-frame.tsx";

/** `/access/namespaces` */
export function AccessNamespaces() {
  return (
    <AccessFrame skeleton={<NamespacesSkeleton />}>{(scanId) => <NamespacesPage key={scanId} scanId={scanId} />}</AccessFrame>
  );
}
