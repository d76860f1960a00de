import { useId } from 'react';
import type { ButtonProps } from '../ui/button.tsx';
import { Button } from '../ui/button.tsx';
import type { WorkOffer } from './work-offer.ts';
import styles from './offer-button.module.css';

interface OfferButtonProps extends ButtonProps {
  readonly offer: WorkOffer;
}

/** A button with its price; one that cannot be pressed says why, to the eye, to the mouse and to a screen reader. */
export function OfferButton({ offer, children, onClick, ...rest }: OfferButtonProps) {
  const id = useId();
  const { price, closedBecause } = offer;
  return (
    <>
      <Button
        {...rest}
        aria-disabled={closedBecause !== null || undefined}
        aria-describedby={closedBecause ? id : undefined}
        title={closedBecause ?? undefined}
        onClick={closedBecause ? undefined : onClick}
      >
        {children}
        {price && !closedBecause && <span className={styles.price}>{price}</span>}
      </Button>
      {closedBecause && (
        <span id={id} className="visually-hidden">
          {closedBecause}
        </span>
      )}
    </>
  );
}
