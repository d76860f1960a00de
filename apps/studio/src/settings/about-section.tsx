import onestLicence from '../assets/fonts/OFL-ONEST.txt?url';
import bricolageLicence from '../assets/fonts/OFL.txt?url';
import { useText } from '../i18n/index.ts';
import { works } from './works.ts';
import { SettingsSection } from './settings-section.tsx';
import styles from './settings.module.css';

const typefaces = [
  { name: 'Bricolage Grotesque', licence: bricolageLicence },
  { name: 'Onest', licence: onestLicence },
];

/** Which version this is, where its guide stands, and whose work it is made with. */
export function AboutSection() {
  const text = useText();
  return (
    <SettingsSection
      title={text('settings.about')}
      lead={text('settings.about.version', { version: import.meta.env.VITE_STUDIO_VERSION })}
    >
      <div className={styles.links}>
        <a className={styles.link} href="/docs/guide">
          <strong>{text('settings.about.guide')}</strong>
          <span>{text('settings.about.guide.note')}</span>
        </a>
        <a className={styles.link} href="/docs">
          <strong>{text('settings.about.api')}</strong>
          <span>{text('settings.about.api.note')}</span>
        </a>
      </div>
      <details>
        <summary className={styles.small}>{text('settings.about.licences')}</summary>
        <p className={styles.small}>{text('settings.about.licences.text')}</p>
        <dl className={styles.works}>
          {works.map(({ name, licence }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{licence}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.small}>
          {text('settings.about.fonts')}{' '}
          {typefaces.map(({ name, licence }) => (
            <a key={name} href={licence}>
              {name}
            </a>
          ))}
        </p>
      </details>
    </SettingsSection>
  );
}
