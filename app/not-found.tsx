import { AuthCard } from "#components/auth/auth-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

export default function NotFound() {
  return (
    <AuthCard title="There is nothing at this address">
      <p className="mb-4 text-ink-2">It may have been removed, or lie outside your scope.</p>
      <Button asChild tone="primary">
        <Link href="/">Open the fleet</Link>
      </Button>
    </AuthCard>
  );
}
