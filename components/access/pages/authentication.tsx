"use client";
import { AccessFrame } from "../access-frame.tsx";
import { AuthenticationPage, AuthenticationSkeleton } from "../authentication/authentication-page.tsx";

/** `/access/authentication` */
export function AccessAuthentication() {
  return (
    <AccessFrame skeleton={<AuthenticationSkeleton />}>
      {(scanId) => <AuthenticationPage key={scanId} scanId={scanId} />}
    </AccessFrame>
  );
}
