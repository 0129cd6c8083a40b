import { createTheme } from '@mantine/core';

const compact = { defaultProps: { size: 'xs' } };

/** Dense: an operator looks at many numbers at once. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Bengali", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.4' },
      h2: { fontSize: '0.95rem', lineHeight: '1.4' },
      h3: { fontSize: '0.85rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: compact,
    TextInput: compact,
    PasswordInput: compact,
    NumberInput: compact,
    Select: compact,
    Autocomplete: compact,
    Textarea: compact,
    Checkbox: compact,
    Switch: compact,
    SegmentedControl: compact,
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});
