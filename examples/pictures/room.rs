//! Draws the back room: shelves of brochures, the table under its lamp, the copier, and the poem above it.
//!
//! Output: `local.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, DARK, Hatch, LIGHT, Pen, WHITE};
use crate::dice::Dice;
use crate::lettering::Faces;
use crate::shape::{Point, Shape};

/// The height at which the wall meets the floor.
const FLOOR: f32 = 880.0;
/// The widths of the outlines of furniture, and of the objects on it.
const HEAVY: f32 = 8.0;
const FINE: f32 = 5.0;

/// Draws the room.
pub fn draw(_: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 1000)?;
    wall(&mut canvas);
    floor(&mut canvas);
    shelves(&mut canvas);
    poster(&mut canvas);
    tray(&mut canvas);
    copier(&mut canvas);
    under_the_table(&mut canvas);
    table(&mut canvas);
    on_the_table(&mut canvas);
    lamp(&mut canvas);
    Ok(canvas)
}

fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Shape {
    Shape::rect((left, top), (right - left, bottom - top))
}

/// Draws the wall, which is dark except where the lamp lights it.
fn wall(canvas: &mut Canvas) {
    let page = canvas.page();
    canvas.hatch(&page, Hatch::new(52.0, 17.0, 5.0));
    let light = Shape::start((716.0, 262.0))
        .to((904.0, 262.0))
        .curve((1010.0, 420.0), (1100.0, 640.0), (1150.0, FLOOR))
        .to((470.0, FLOOR))
        .curve((520.0, 640.0), (610.0, 420.0), (716.0, 262.0))
        .close();
    canvas.fill(&light, WHITE);
}

fn floor(canvas: &mut Canvas) {
    canvas.fill(&rect(0.0, FLOOR, 1600.0, 1000.0), WHITE);
    canvas.fill(&rect(0.0, FLOOR, 1600.0, FLOOR + 10.0), BLACK);
    for (row, y) in [908.0, 934.0, 966.0].into_iter().enumerate() {
        let shift = row as f32 * 130.0;
        for step in -1..5 {
            let left = step as f32 * 400.0 + shift;
            canvas.gouge((left, y), (left + 330.0, y), 6.0, BLACK);
        }
    }
    for (left, right) in [(40.0, 450.0), (520.0, 1100.0), (1170.0, 1570.0)] {
        canvas.fill(&Shape::oval(((left + right) / 2.0, FLOOR + 10.0), ((right - left) / 2.0, 16.0)), BLACK);
    }
}

const SHELF: (f32, f32) = (70.0, 430.0);

fn shelves(canvas: &mut Canvas) {
    canvas.body(&rect(SHELF.0, 250.0, SHELF.1, FLOOR), WHITE, HEAVY);
    let mut dice = Dice::new(11);
    let boards = [250.0, 404.0, 558.0, 712.0, 866.0];
    for (index, pair) in boards.windows(2).enumerate() {
        let (top, bottom) = (pair[0], pair[1]);
        canvas.fill(&rect(SHELF.0, bottom - 6.0, SHELF.1, bottom + 8.0), BLACK);
        if index == 2 {
            covers(canvas, bottom - 6.0);
        } else {
            spines(canvas, &mut dice, top + 30.0, bottom - 6.0);
        }
    }
    canvas.stroke(&rect(SHELF.0, 250.0, SHELF.1, FLOOR), Pen::new(12.0));
    plant(canvas);
    binder(canvas);
}

/// Draws the spines of brochures on a shelf: thin and uneven, some dark and some light.
fn spines(canvas: &mut Canvas, dice: &mut Dice, top: f32, bottom: f32) {
    let mut left = SHELF.0 + 12.0;
    let end = SHELF.1 - 12.0 - dice.between(0.0, 40.0);
    while left < end - 14.0 {
        let width = dice.between(13.0, 30.0).min(end - left);
        let spine = rect(left, top + dice.between(0.0, 34.0), left + width, bottom);
        let kind = dice.between(0.0, 4.0);
        if kind < 1.0 {
            canvas.body(&spine, BLACK, FINE);
        } else if kind < 1.8 {
            canvas.body(&spine, LIGHT, FINE);
        } else {
            canvas.body(&spine, WHITE, FINE);
        }
        left += width;
    }
}

/// Draws four brochures with their covers to the front.
fn covers(canvas: &mut Canvas, bottom: f32) {
    for index in 0..4 {
        let left = SHELF.0 + 20.0 + index as f32 * 83.0;
        let cover = rect(left, bottom - 104.0, left + 71.0, bottom - 2.0);
        canvas.body(&cover, if index == 2 { BLACK } else { WHITE }, FINE);
        let ink = if index == 2 { WHITE } else { BLACK };
        match index {
            0 => canvas.fill(&rect(left + 12.0, bottom - 90.0, left + 59.0, bottom - 52.0), ink),
            1 => canvas.fill(&Shape::circle((left + 35.0, bottom - 64.0), 22.0), ink),
            2 => canvas.fill(
                &Shape::polygon(&[
                    (left + 12.0, bottom - 46.0),
                    (left + 36.0, bottom - 92.0),
                    (left + 60.0, bottom - 46.0),
                ]),
                ink,
            ),
            _ => {
                canvas.hatch(&rect(left + 12.0, bottom - 92.0, left + 59.0, bottom - 46.0), Hatch::new(45.0, 11.0, 5.0))
            }
        }
        for y in [bottom - 34.0, bottom - 20.0] {
            canvas.line((left + 16.0, y), (left + 55.0, y), Pen::new(FINE).tone(ink));
        }
    }
}

/// Draws a plant in the drum of an old duplicator, which serves as a flower pot.
fn plant(canvas: &mut Canvas) {
    let foot = (150.0, 176.0);
    for (bend, tip) in [
        ((-70.0, -40.0), (-84.0, -10.0)),
        ((-44.0, -110.0), (-66.0, -96.0)),
        ((6.0, -90.0), (4.0, -132.0)),
        ((50.0, -110.0), (74.0, -92.0)),
        ((70.0, -36.0), (88.0, -6.0)),
    ] {
        let at = |by: Point, side: f32| (foot.0 + by.0 + side, foot.1 + by.1);
        let leaf = Shape::start(foot).quad(at(bend, -16.0), at(tip, 0.0)).quad(at(bend, 18.0), foot).close();
        canvas.stroke(&leaf, Pen::new(14.0).tone(WHITE));
        canvas.fill(&leaf, BLACK);
    }
    let pot = rect(96.0, 172.0, 204.0, 244.0);
    canvas.body(&pot, WHITE, HEAVY);
    canvas.hatch(&rect(96.0, 186.0, 204.0, 230.0), Hatch::new(90.0, 12.0, 4.0));
    canvas.line((96.0, 186.0), (204.0, 186.0), Pen::new(FINE));
    canvas.line((96.0, 230.0), (204.0, 230.0), Pen::new(FINE));
}

/// Draws the binders with the originals, on top of the shelves.
fn binder(canvas: &mut Canvas) {
    for (index, tone) in [WHITE, BLACK, WHITE].into_iter().enumerate() {
        let left = 256.0 + index as f32 * 52.0;
        canvas.body(&rect(left, 116.0, left + 48.0, 244.0), tone, HEAVY);
        canvas.body(&rect(left + 12.0, 138.0, left + 36.0, 180.0), WHITE, FINE);
        canvas.body(&Shape::circle((left + 24.0, 212.0), 9.0), WHITE, FINE);
    }
}

/// Draws the poster of the poem: two stanzas of four illegible lines.
fn poster(canvas: &mut Canvas) {
    canvas.body(&rect(1240.0, 96.0, 1500.0, 440.0), WHITE, HEAVY);
    for (stanza, top) in [150.0, 300.0].into_iter().enumerate() {
        for line in 0..4 {
            let length = [176.0, 158.0, 184.0, 148.0][(line + stanza * 2) % 4];
            let y = top + line as f32 * 30.0;
            canvas.line((1274.0, y), (1274.0 + length, y), Pen::new(9.0));
        }
    }
    for corner in [(1258.0, 114.0), (1482.0, 114.0)] {
        canvas.fill(&Shape::circle(corner, 8.0), BLACK);
    }
}

fn copier(canvas: &mut Canvas) {
    canvas.body(&rect(1216.0, 560.0, 1530.0, FLOOR), WHITE, HEAVY);
    canvas.hatch(&rect(1474.0, 560.0, 1530.0, FLOOR), Hatch::new(90.0, 11.0, 4.0));
    canvas.line((1474.0, 560.0), (1474.0, FLOOR), Pen::new(FINE));
    // The lid is ajar and light comes out, because an original has just been left inside.
    canvas.fill(&Shape::polygon(&[(1206.0, 520.0), (1540.0, 500.0), (1540.0, 540.0), (1206.0, 540.0)]), WHITE);
    canvas.body(&Shape::polygon(&[(1206.0, 500.0), (1540.0, 478.0), (1540.0, 512.0), (1206.0, 530.0)]), BLACK, HEAVY);
    canvas.body(&rect(1206.0, 530.0, 1540.0, 566.0), WHITE, HEAVY);
    canvas.body(&rect(1236.0, 586.0, 1456.0, 640.0), BLACK, FINE);
    canvas.fill(&rect(1254.0, 600.0, 1340.0, 626.0), WHITE);
    for x in [1366.0, 1396.0, 1426.0] {
        canvas.fill(&Shape::circle((x, 613.0), 10.0), WHITE);
    }
    for top in [722.0, 796.0] {
        canvas.body(&rect(1236.0, top, 1456.0, top + 58.0), WHITE, FINE);
        canvas.line((1306.0, top + 22.0), (1386.0, top + 22.0), Pen::new(10.0));
    }
    canvas.fill(&rect(1236.0, 664.0, 1456.0, 694.0), BLACK);
}

/// Draws the copies on the output tray, at the left of the copier.
fn tray(canvas: &mut Canvas) {
    let slab = |left: f32, top: f32, thick: f32| {
        let right = 1230.0;
        Shape::polygon(&[(left, top), (right, top + 16.0), (right, top + 16.0 + thick), (left, top + thick)])
    };
    canvas.body(&slab(1134.0, 690.0, 20.0), WHITE, HEAVY);
    for (sheet, left) in [1150.0, 1158.0, 1152.0].into_iter().enumerate() {
        canvas.body(&slab(left, 680.0 - sheet as f32 * 13.0, 12.0), WHITE, FINE);
    }
}

/// Draws a stool and a closed box.
fn under_the_table(canvas: &mut Canvas) {
    canvas.body(&rect(860.0, 758.0, 1010.0, FLOOR), WHITE, HEAVY);
    canvas.hatch(&rect(860.0, 758.0, 1010.0, 790.0), Hatch::new(45.0, 11.0, 4.0));
    canvas.line((860.0, 790.0), (1010.0, 790.0), Pen::new(FINE));
    canvas.body(&rect(918.0, 758.0, 952.0, 826.0), WHITE, FINE);
    for (top, foot) in [(650.0, 628.0), (730.0, 752.0)] {
        canvas.line((top, 752.0), (foot, FLOOR), Pen::new(12.0));
    }
    canvas.line((640.0, 820.0), (740.0, 820.0), Pen::new(8.0));
    canvas.body(&Shape::rounded((618.0, 732.0), (144.0, 26.0), 10.0), BLACK, FINE);
}

fn table(canvas: &mut Canvas) {
    for x in [548.0, 1040.0] {
        canvas.body(&rect(x, 640.0, x + 28.0, FLOOR), WHITE, HEAVY);
    }
    canvas.body(&rect(510.0, 616.0, 1106.0, 648.0), WHITE, HEAVY);
    canvas.hatch(&rect(510.0, 634.0, 1106.0, 648.0), Hatch::new(90.0, 14.0, 4.0));
}

/// Draws, from the left, a pile of flat sheets, a half-open booklet, a stapler, and folded booklets.
fn on_the_table(canvas: &mut Canvas) {
    for sheet in 0..6 {
        let y = 612.0 - sheet as f32 * 12.0;
        let shift = [0.0, 6.0, -4.0, 3.0, -6.0, 2.0][sheet];
        canvas.body(&rect(540.0 + shift, y - 10.0, 690.0 + shift, y), WHITE, FINE);
    }
    let booklet =
        Shape::start((786.0, 610.0)).quad((772.0, 520.0), (706.0, 498.0)).quad((746.0, 548.0), (786.0, 610.0)).close();
    canvas.body(&booklet, WHITE, FINE);
    let other =
        Shape::start((786.0, 610.0)).quad((800.0, 520.0), (866.0, 498.0)).quad((826.0, 548.0), (786.0, 610.0)).close();
    canvas.body(&other, BLACK, FINE);
    canvas.body(&rect(884.0, 602.0, 1010.0, 614.0), BLACK, FINE);
    canvas.body(
        &Shape::polygon(&[
            (880.0, 560.0),
            (1012.0, 574.0),
            (1012.0, 600.0),
            (980.0, 600.0),
            (976.0, 592.0),
            (880.0, 580.0),
        ]),
        BLACK,
        FINE,
    );
    for booklet in 0..5 {
        let y = 612.0 - booklet as f32 * 15.0;
        canvas.body(&rect(1030.0, y - 13.0, 1096.0, y), if booklet % 2 == 0 { LIGHT } else { WHITE }, FINE);
    }
}

fn lamp(canvas: &mut Canvas) {
    canvas.line((810.0, 0.0), (810.0, 170.0), Pen::new(16.0).tone(WHITE));
    canvas.line((810.0, 0.0), (810.0, 170.0), Pen::new(8.0));
    let shade = Shape::start((770.0, 166.0))
        .to((850.0, 166.0))
        .quad((890.0, 196.0), (916.0, 262.0))
        .to((704.0, 262.0))
        .quad((730.0, 196.0), (770.0, 166.0))
        .close();
    canvas.stroke(&shade, Pen::new(16.0).tone(WHITE));
    canvas.fill(&shade, BLACK);
    canvas.body(&Shape::start((778.0, 262.0)).quad((810.0, 318.0), (842.0, 262.0)).close(), WHITE, HEAVY);
    for (from, to) in
        [((738.0, 310.0), (700.0, 372.0)), ((810.0, 330.0), (810.0, 402.0)), ((882.0, 310.0), (920.0, 372.0))]
    {
        canvas.gouge(from, to, 7.0, DARK);
    }
}
