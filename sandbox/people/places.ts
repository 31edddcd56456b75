import type { Place } from './types.ts';

const rows: [
  key: string,
  name: string,
  city: string,
  country: string,
  latitude: number,
  longitude: number,
][] = [
  ['lisbon', 'Miradouro da Senhora do Monte', 'Lisbon', 'Portugal', 38.7189, -9.1327],
  ['sintra', 'Praia da Adraga', 'Sintra', 'Portugal', 38.8037, -9.4855],
  ['paris', 'Canal Saint-Martin', 'Paris', 'France', 48.8722, 2.365],
  ['annecy', "Lac d'Annecy", 'Annecy', 'France', 45.8606, 6.1706],
  ['lyon', 'Croix-Rousse', 'Lyon', 'France', 45.7749, 4.8317],
  ['chamonix', 'Aiguille du Midi', 'Chamonix-Mont-Blanc', 'France', 45.8786, 6.8873],
  ['lagos', 'Tarkwa Bay', 'Lagos', 'Nigeria', 6.4017, 3.3947],
  ['london', 'Primrose Hill', 'London', 'United Kingdom', 51.5395, -0.1604],
  ['skye', 'Quiraing', 'Isle of Skye', 'United Kingdom', 57.6436, -6.2652],
  ['madrid', 'Parque del Retiro', 'Madrid', 'Spain', 40.4153, -3.6845],
  ['granada', 'Mirador de San Nicolás', 'Granada', 'Spain', 37.181, -3.5926],
  ['oaxaca', 'Centro Histórico', 'Oaxaca de Juárez', 'Mexico', 17.0608, -96.7253],
  ['atacama', 'Valle de la Luna', 'San Pedro de Atacama', 'Chile', -22.925, -68.288],
  ['jaipur', 'हवा महल', 'Jaipur', 'India', 26.9239, 75.8267],
  ['varanasi', 'दशाश्वमेध घाट', 'Varanasi', 'India', 25.3069, 83.0103],
  ['kyoto', '哲学の道', 'Kyoto', 'Japan', 35.0268, 135.7948],
  ['tokyo', '渋谷スクランブル交差点', 'Tokyo', 'Japan', 35.6595, 139.7005],
  ['hakone', '芦ノ湖', 'Hakone', 'Japan', 35.2044, 139.0249],
  ['marrakech', 'جامع الفنا', 'Marrakesh', 'Morocco', 31.6258, -7.9892],
  ['wadirum', 'وادي رم', 'Wadi Rum', 'Jordan', 29.5324, 35.0063],
  ['berlin', 'Tempelhofer Feld', 'Berlin', 'Germany', 52.473, 13.4039],
  ['reykjavik', 'Seltjarnarnes', 'Reykjavík', 'Iceland', 64.1557, -21.9945],
  [
    'capecanaveral',
    'Kennedy Space Center Visitor Complex',
    'Merritt Island',
    'United States',
    28.5235,
    -80.6819,
  ],
  ['newyork', 'Brooklyn Bridge Park', 'New York', 'United States', 40.7024, -73.9969],
  ['capetown', 'Signal Hill', 'Cape Town', 'South Africa', -33.9177, 18.4007],
  ['istanbul', 'Galata Köprüsü', 'Istanbul', 'Türkiye', 41.0199, 28.9734],
];

/** Real places, so that a map has something to show. */
export const places: Record<string, Place> = Object.fromEntries(
  rows.map(([key, name, city, country, latitude, longitude], i) => [
    key,
    { id: String(110_000_000_001 + i * 7919), name, city, country, latitude, longitude },
  ]),
);
