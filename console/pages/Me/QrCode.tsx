import encodeQR from 'qr';
import { useMemo } from 'react';

/** A text as a QR code, drawn here: a secret goes to nobody who makes pictures. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [path, size] = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
    return [
      rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join(''),
      rows.length,
    ] as const;
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
