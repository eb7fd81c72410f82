//! Promise: a bound that only says under which condition a limit holds is a condition, and
//! one that says what the thing is made for is a limit, in three languages; the real
//! paragraphs of tests/readings/roles.tsv were read by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;

use readings::{each, facts};
use tricord::grammar::{read, role};
use tricord::model::{Bound, List, Role};
use tricord::text::Language;

/// `L` for a limit, `C` for a condition, `E` for an example, in order of appearance.
fn letters(bounds: &[Bound]) -> String {
    let letter = |b: &Bound| match b.role {
        Role::Limit => 'L',
        Role::Condition => 'C',
        Role::Example => 'E',
    };
    bounds.iter().map(letter).collect()
}

const PHRASES: &[(Language, &str, &str)] = &[
    (Language::En, "Output greater than 7 W at any frequency exceeding 3 GHz up to and including 4 GHz", "LCC"),
    (Language::En, "Made to run at frequencies exceeding 30 GHz", "L"),
    (Language::En, "Running at frequencies exceeding 3 GHz and having a gain of 8 dB or more", "LL"),
    (Language::En, "For frequencies equal to or less than 3 GHz, an output greater than 7 W", "CL"),
    (Language::En, "Loss less than 2 dB when measured at a frequency of 5 GHz or below", "LC"),
    (Language::En, "Error of 0.3 µm or less, for wavelengths greater than 2 µm", "LC"),
    (Language::En, "Roughness less than 3 nm (rms) over a length of 4 mm or more", "LC"),
    (
        Language::En,
        "Noise less than 5 dB anywhere within the frequency range exceeding 3 GHz but not exceeding 9 GHz",
        "LCC",
    ),
    (Language::En, "Having all of the following, anywhere within the frequency range exceeding 3 GHz:", "C"),
    (Language::En, "A peak response in the wavelength range exceeding 300 nm but not exceeding 700 nm", "LL"),
    (Language::En, "Shaking at 5 g rms between 30 Hz and 3 kHz", "CCC"),
    (Language::En, "Shaking at more than 5 g rms between 30 Hz and 3 kHz while pushing with 2 kN or more", "LCCL"),
    (Language::En, "Locating to 3 m or less in range and 0.4 degree or less in azimuth", "LL"),
    (Language::En, "If the pulse is longer than 3 µs, a charge of 2 C or more", "CL"),
    (Language::Ja, "三ギガヘルツ超四ギガヘルツ以下の周波数帯域で、出力が七ワットを超えるもの", "CCL"),
    (Language::Ja, "三ギガヘルツを超える周波数で使用することができるもの", "L"),
    (Language::Ja, "二マイクロメートルを超える波長における精度が〇・三マイクロメートル以下のもの", "CL"),
    (Language::Ja, "二〇度以上三〇度以下の温度範囲において測定した場合に、誤差が三パーセント未満のもの", "CCL"),
    (Language::Ja, "動作周波数が三ギガヘルツ超四ギガヘルツ以下であって、出力が七ワットを超えるもの", "LLL"),
    (
        Language::Ja,
        "三〇〇ナノメートル超七〇〇ナノメートル以下の波長範囲で最大感度を有し、雑音が三デシベル未満のもの",
        "LLL",
    ),
    (Language::Ja, "波高が三メートル以上の場合における速力が四〇ノットを超えるもの", "CL"),
    (Language::Ko, "3 GHz 초과 4 GHz 이하의 주파수 범위 내에서 출력이 7 W를 초과하는 것", "CCL"),
    (Language::Ko, "30 GHz를 초과하는 주파수에서 동작하는 것", "L"),
    (Language::Ko, "이송거리가 2 m 미만일 때, 오차가 0.4 μm 이하인 것", "CL"),
    (Language::Ko, "5 GHz 이하의 주파수에서 측정시 3 V 미만의 전압", "CL"),
    (Language::Ko, "15 g 이하의 가속 수준에서 제 기능을 발휘하고 오차가 3% 미만인 것", "LL"),
    (Language::Ko, "3 GHz를 초과하는 주파수 변화에 대해 70 μs 미만인 것", "CL"),
];

#[test]
fn words_of_circumstance_make_a_condition() {
    let mut wrong = Vec::new();
    for (language, text, expected) in PHRASES {
        let mut bounds = read(text, *language).bounds;
        role::assign(&mut bounds, text, 0, *language);
        if letters(&bounds) != *expected {
            wrong.push(format!("{text}: {}, not {expected}", letters(&bounds)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn real_paragraphs_have_the_roles_that_a_reader_gave_them() {
    let facts = facts("roles.tsv");
    each(List::ALL, |list, _, by_id| {
        let own: Vec<_> = facts.iter().filter(|f| f[0].starts_with(list.code())).collect();
        assert!(own.len() >= 30, "{} facts of {}", own.len(), list.code());
        let read = |f: &Vec<String>| letters(&by_id[f[0].as_str()].bounds);
        let wrong: Vec<String> =
            own.iter().filter(|f| read(f) != f[1]).map(|f| format!("{f:?}, read {}", read(f))).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
