import { useEffect, useState } from 'react';

const quietMs = 250;

/** What is being typed, once it has stood still for a moment. */
export function useTyped(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), quietMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
